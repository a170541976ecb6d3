/** A guest post page, or the embedded form of it, read into a post. */
import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { UnsupportedContentError } from '../../errors.ts';
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
import type { PostHarvest } from '../crawler.ts';
import { activityTime } from './activity-time.ts';
import { type PostId, postIdIn, postLink, sharedLink } from './links.ts';
import { missing } from './missing.ts';
import { fullerCopy, hashtagsIn, sameWords, tidyWords } from './post-words.ts';

/** The asked-for post on its page: what LinkedIn says of it in JSON-LD, what it shows of it, or both. */
interface FoundPost {
  readonly $: CheerioAPI;
  readonly activityId: string;
  /** The activity, share or ugcPost that was asked for. */
  readonly askedId: string;
  /** `SocialMediaPosting` (text in `articleBody`, person in `author`) or `VideoObject` (`description`, `creator`). */
  readonly node: JsonLdNode | undefined;
  readonly card: Cheerio<Element> | undefined;
  /** The post that was reshared, taken out of the card: it is somebody else's. */
  readonly original: Cheerio<Element> | undefined;
}

const RESHARED = '.feed-reshare-content';
/** Cards that stand on a page which is about another post. */
const NOT_ASKED_FOR = `${RESHARED}, .related-posts__crosslink, .related-posts *`;

/**
 * Reads the post that was asked for, and no other: comments, the original of a reshare and the up to 13 further posts
 * on the page belong to other people.
 *
 * `hasPart.isAccessibleForFree: false` stands on every post page, whole or not, and says nothing.
 *
 * @throws ExtractionEmptyError when the page is not about the post
 * @throws UnsupportedContentError for a reshare to which the person added no words
 */
export function readPost(page: FetchedPage, asked: PostId): PostHarvest {
  const found = findPost(parseHtml(page.text), asked, page.url);
  const { text, access } = wordsOf(found, page.url);
  const byline = authorsOf(found);
  const image = imageOf(found);
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
  };
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

/** The first card of the asked-for post. The original inside a reshare is a card as well, but not one of its own. */
function cardOf($: CheerioAPI, { id }: PostId): Cheerio<Element> | undefined {
  const cards = $<Element, string>('[data-activity-urn],[data-attributed-urn]').filter(
    (_, element) => {
      const card = $(element);
      const urns = [card.attr('data-activity-urn'), card.attr('data-attributed-urn')];
      return !card.is(NOT_ASKED_FOR) && urns.some((urn) => postIdIn(urn ?? '')?.id === id);
    },
  );
  return cards.length > 0 ? cards.first() : undefined;
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
  return nodesOfType(jsonLdNodes($), 'SocialMediaPosting', 'VideoObject').find((node) =>
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
  const stated = textOf(node?.articleBody) ?? textOf(node?.description);
  const text = fullerCopy(own(stated), own(wordsIn(card)));
  if (text !== undefined) return { text, access: 'full' };

  if (foreign.length > 0 || original?.length) {
    throw new UnsupportedContentError('The post is a reshare without words of its own', {
      link,
      hint: 'Nothing in it was written by the person who shared it; give the link of a post with own words.',
    });
  }
  // A page whose card says nothing is a picture or a video alone: its description would be made of others' names.
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
  return [said, wordsIn(original)].flatMap((words) => textOf(words) ?? []);
}

function wordsIn(card: Cheerio<Element> | undefined): string | undefined {
  return card?.find('[data-test-id$="__commentary"]').first().text();
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
  const actor = card?.find('a[data-tracking-control-name$="feed-actor-name"]').first();
  return namesOf(actor?.text().replaceAll(/\s+/g, ' '));
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
