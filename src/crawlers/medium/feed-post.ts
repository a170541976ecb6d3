/** A post as the feed of its author holds it: what is left where Medium refuses to give the page. */
import type { CheerioAPI } from 'cheerio/slim';
import { type Element, isTag } from 'domhandler';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { Block } from './blocks.ts';
import type { FeedPost } from './feed.ts';
import { splitHead } from './head.ts';
import { pageBlocks } from './page-body.ts';
import type { Post } from './post.ts';

const FOOTER =
  /was originally published in .{1,200} on Medium, where people are continuing the conversation/;

/**
 * The post, if the feed holds all of its text. The text is that of the page but for the languages of code, which feeds do
 * not tell.
 *
 * @example
 * const post = readFeedPost(feed.posts[0]);
 */
export function readFeedPost(item: FeedPost): Post | undefined {
  const { postId, link, author, publishedAt, changedAt, tags, html } = item;
  if (html === undefined || item.title === undefined) return undefined;
  const { title = item.title, subtitle, body } = headed(contentBlocks(html), item.title);
  if (body.length === 0) return undefined;
  const image = body.find((block) => block.type === 'image')?.src;
  const isChange =
    changedAt !== undefined && changedAt.getTime() - (publishedAt?.getTime() ?? 0) >= 60_000;
  return {
    facts: {
      kind: 'article',
      sourceId: `medium:${postId}`,
      link,
      title,
      ...(subtitle !== undefined && { subtitle }),
      ...(author !== undefined && { byline: [author] }),
      ...(publishedAt !== undefined && { publishedAt }),
      ...(isChange && { modifiedAt: changedAt }),
      tags,
      access: 'full',
      ...(image !== undefined && { image }),
    },
    body,
    baseUrl: link,
  };
}

/** Feeds leave the title out of the text, but not the subtitle. */
function headed(blocks: readonly Block[], title: string) {
  const found = splitHead(blocks, title);
  if (found.body.length < blocks.length) return found;
  const heading = { type: 'heading', level: 3, html: '', text: title } as const;
  return splitHead([heading, ...blocks], title);
}

/** The same reader as for pages: the text as the only article, and all in it the author's. */
function contentBlocks(html: string): Block[] {
  const $ = parseHtml(`<article>${html}</article>`);
  dropFooter($);
  $('p, h3, h4, li').addClass('graf graf--p');
  $('article > ul')
    .filter((_, list) => isCard(list))
    .addClass('graf graf--mixtapeEmbed');
  $('article > ul.graf--mixtapeEmbed a').wrapInner('<strong></strong>');
  return pageBlocks($);
}

function dropFooter($: CheerioAPI): void {
  const last = $('article > p').last();
  if (!FOOTER.test(last.text())) return;
  const rule = last.prev();
  if (rule.is('hr')) rule.remove();
  last.remove();
}

/** A card that links to a page is, in a feed, a list of one link. */
function isCard(list: Element): boolean {
  const [item, ...others] = list.children.filter(isTag);
  if (item === undefined || others.length > 0 || item.children.length !== 1) return false;
  const [only] = item.children;
  return only !== undefined && isTag(only) && only.name === 'a';
}
