/** A guest post page, or the embedded form of it, read into a post. */
import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import type { Access } from '../../extraction/article.ts';
import {
  dateOf,
  isNode,
  type JsonLdNode,
  jsonLdNodes,
  linksOf,
  namesOf,
  nodesOfType,
  textOf,
} from '../../extraction/json-ld.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import { type LinkHarvest, NothingWrittenError, type PostHarvest } from '../crawler.ts';
import { activityTime } from './activity-time.ts';
import { attachmentsOf } from './attachments.ts';
import { actorOf, cardsOf, commentaryIn, RESHARED, reposterOf } from './cards.ts';
import { type PostId, postIdIn, postLink, sharedLink } from './links.ts';
import { missing } from './missing.ts';
import { fullerCopy, hashtagsIn, sameWords, tidyWords } from './post-words.ts';

/** The asked-for post on its page: what LinkedIn says of it in JSON-LD, what it shows of it, or both. */
interface FoundPost {
  readonly $: CheerioAPI;
  readonly activityId: string;
  /** The activity, share or ugcPost that was asked for. */
  readonly askedId: string;
  /**
   * `SocialMediaPosting`, of late `DiscussionForumPosting` (text in `articleBody`, person in `author`), or `VideoObject`
   * (`description`, `creator`).
   */
  readonly node: JsonLdNode | undefined;
  readonly card: Cheerio<Element> | undefined;
  /** The post that was reshared, taken out of the card: it is somebody else's. */
  readonly original: Cheerio<Element> | undefined;
}

const POSTINGS = ['SocialMediaPosting', 'DiscussionForumPosting', 'VideoObject'];

/**
 * Reads the post that was asked for, and no other: comments, the original of a reshare and the up to 13 further posts
 * on the page belong to other people.
 *
 * `hasPart.isAccessibleForFree: false` stands on every post page, whole or not, and says nothing.
 *
 * @returns the post; of a post by the same person that was passed on without a word, the link of the original
 * @throws ExtractionEmptyError when the page is not about the post
 * @throws NothingWrittenError for what was passed on, or shown, without words of the person's own
 */
export function readPost(page: FetchedPage, asked: PostId): PostHarvest | LinkHarvest {
  const found = findPost(parseHtml(page.text), asked, page.url);
  const repost = repostIn(found, page.url);
  if (repost !== undefined) return repost;
  const { text, access } = wordsOf(found, page.url);
  const byline = authorsOf(found);
  const image = imageOf(found);
  const attachments = attachmentsOf(found);
  const publishedAt = dateOf(found.node?.datePublished) ?? activityTime(found.activityId);
  return {
    kind: 'post',
    sourceId: `linkedin:${found.activityId}`,
    link: linkOf(found),
    text,
    tags: hashtagsIn(text),
    access,
    ...(byline.length > 0 && { byline }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(image !== undefined && { image }),
    ...(attachments.length > 0 && { attachments }),
  };
}

/** A card under the line "… reposted this" holds what its author wrote, not what the person did who is named there. */
function repostIn({ card, askedId, activityId }: FoundPost, link: URL): LinkHarvest | undefined {
  const reposter = card === undefined ? undefined : reposterOf(card);
  const [featured, attributed] = ['data-featured-activity-urn', 'data-attributed-urn'].map((urn) =>
    postIdIn(card?.attr(urn) ?? ''),
  );
  const original = featured?.id === activityId ? attributed : (featured ?? attributed);
  // By the number of the original itself, the original was asked for.
  if (card === undefined || reposter === undefined || attributed?.id === askedId) return undefined;
  const author = actorOf(card);
  const isOwn = author?.place !== undefined && author.place === reposter.place;
  if (!isOwn || original === undefined) throw nothingWritten(link);
  return { kind: 'link', link: postLink(original) };
}

function nothingWritten(link: URL): NothingWrittenError {
  return new NothingWrittenError(
    'The post has no words of its own: it passes on or shows something',
    {
      link,
      hint: 'Nothing in it was written by the person who posted it; give the link of a post with own words.',
    },
  );
}

function findPost($: CheerioAPI, asked: PostId, link: URL): FoundPost {
  const card = cardOf($, asked);
  const own = [card?.attr('data-activity-urn'), ...namesOfPage($)].flatMap(
    (name) => postIdIn(name ?? '') ?? [],
  );
  const named = card !== undefined || own.some(({ id }) => id === asked.id);
  const activityId =
    asked.kind === 'activity' ? asked.id : own.find(({ kind }) => kind === 'activity')?.id;
  const node = activityId === undefined ? undefined : nodeOf($, [activityId, asked.id]);

  if (!named && node === undefined) throw missing(`urn:li:${asked.kind}:${asked.id}`, link);
  if (activityId === undefined) {
    throw missing(`the activity of urn:li:${asked.kind}:${asked.id}`, link);
  }
  return { $, activityId, askedId: asked.id, node, card, original: card?.find(RESHARED).remove() };
}

/** The first card of the asked-for post. */
function cardOf($: CheerioAPI, { id }: PostId): Cheerio<Element> | undefined {
  return cardsOf($).find((card) =>
    [card.attr('data-activity-urn'), card.attr('data-attributed-urn')].some(
      (urn) => postIdIn(urn ?? '')?.id === id,
    ),
  );
}

/** The links by which the page names itself. */
function namesOfPage($: CheerioAPI): (string | undefined)[] {
  return [
    $('meta[property="lnkd:url"]').attr('content'),
    $('link[rel="canonical"]').attr('href'),
    $('meta[property="og:url"]').attr('content'),
  ];
}

function nodeOf($: CheerioAPI, ids: readonly string[]): JsonLdNode | undefined {
  return nodesOfType(jsonLdNodes($), ...POSTINGS).find((node) =>
    [node['@id'], node.url, node.embedUrl].some((name) =>
      ids.includes(postIdIn(textOf(name) ?? '')?.id ?? ''),
    ),
  );
}

/** The `/posts/` link by which the page names itself: guests are shown it, and it is what people share. */
function linkOf({ $, activityId, askedId }: FoundPost): URL {
  const shared = namesOfPage($).flatMap((name) => {
    const id = postIdIn(name ?? '')?.id;
    const isOwn = id === activityId || id === askedId;
    return isOwn && URL.canParse(name ?? '') ? (sharedLink(new URL(name ?? '')) ?? []) : [];
  });
  return shared[0] ?? postLink({ kind: 'activity', id: activityId });
}

function wordsOf(found: FoundPost, link: URL): { text: string; access: Access } {
  const { $, node, card, original } = found;
  const foreign = wordsOfOriginal(found);
  const own = (words: string | undefined): string | undefined =>
    foreign.some((other) => sameWords(words ?? '', other)) ? undefined : words;
  const stated = [node?.articleBody, node?.text, node?.description].flatMap(
    (said) => textOf(said) ?? [],
  )[0];
  const text = fullerCopy(own(stated), own(commentaryIn(card)));
  if (text !== undefined) return { text, access: 'full' };

  // Both tell of the post and neither has a word of it: a picture, a video or a poll alone.
  const isWordless = card !== undefined && actorOf(card) !== undefined && node !== undefined;
  if (foreign.length > 0 || original?.length || isWordless) throw nothingWritten(link);
  // The description of such a page is made of others' names.
  const teaser = card === undefined && node === undefined ? teaserOf($) : undefined;
  if (teaser === undefined) throw missing('the text of the post', link);
  return { text: teaser, access: 'preview' };
}

/** What the author of a reshared post wrote, wherever the page repeats it. */
function wordsOfOriginal({ node, original }: FoundPost): string[] {
  const shared = isNode(node?.sharedContent) ? node.sharedContent : undefined;
  // Without an author it is a link card, and its headline the title of a web page.
  const said =
    shared?.author === undefined
      ? undefined
      : (textOf(shared.articleBody) ?? textOf(shared.headline));
  return [said, commentaryIn(original)].flatMap((words) => textOf(words) ?? []);
}

function teaserOf($: CheerioAPI): string | undefined {
  const description = $('meta[property="og:description"]').attr('content') ?? '';
  const bar = description.lastIndexOf('|');
  const counts = /^\|\s*[\d,.]+ comments? on LinkedIn\s*$/i.test(description.slice(bar));
  const text = tidyWords(counts ? description.slice(0, bar) : description);
  return text === '' ? undefined : text;
}

function authorsOf({ node, card }: FoundPost): string[] {
  const names = namesOf(node?.author ?? node?.creator);
  if (names.length > 0) return names;
  return card === undefined ? [] : namesOf(actorOf(card)?.name);
}

/** The first picture that the person posted: not the one of a link card, a video or a reshared post. */
function imageOf({ node, card }: FoundPost): string | undefined {
  const shown = card?.find('[data-test-id="feed-images-content"] img').first();
  const isPosting = card === undefined && node?.sharedContent === undefined;
  const link =
    shown?.attr('data-delayed-url') ??
    shown?.attr('src') ??
    (isPosting ? linksOf(node?.image)[0] : undefined);
  return link !== undefined && /^https?:\/\//.test(link) && URL.canParse(link) ? link : undefined;
}
