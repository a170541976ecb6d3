/** The feed of a profile, a publication or a custom domain: its newest posts, with their text. */
import type { CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { ExtractionEmptyError, UpstreamError } from '../../errors.ts';
import { dateOf } from '../../extraction/json-ld.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import { readMediumLink, sharedLink } from './links.ts';

/** What Medium asks a feed reader for. */
export const FEED_ACCEPT = 'application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1';

export interface FeedPost {
  readonly postId: string;
  readonly link: URL;
  readonly title?: string;
  readonly author?: string;
  readonly publishedAt?: Date;
  readonly changedAt?: Date;
  readonly tags: readonly string[];
  /** The whole text as HTML; absent where the feed holds only its beginning. */
  readonly html?: string;
}

export interface Feed {
  /** Newest first, without comments. */
  readonly posts: readonly FeedPost[];
  /** Of everything in it, comments included: with fewer than Medium puts in a feed, it holds all there is. */
  readonly items: number;
  /** Whose feed it is, where it is that of a person. */
  readonly person?: string;
  /** The page that the feed belongs to. */
  readonly home?: URL;
}

/** Longer texts are no comments. */
const COMMENT_MAX_LENGTH = 1_000;
const OF_PERSON = /^Stories by (.+) on Medium$/;

/**
 * Reads a feed; comments that the person wrote below other posts are left out, and so is what others wrote in the feed of
 * a person.
 *
 * @throws ExtractionEmptyError when it is no feed, or a feed without posts
 * @throws UpstreamError when it breaks off before its end
 * @example
 * for (const { link, changedAt } of readFeed(page).posts) queue.push(link);
 */
export function readFeed(page: FetchedPage): Feed {
  const $ = parseHtml(wholeFeed(page), { xml: true });
  const channel = $('rss > channel').get(0);
  const items = $('rss > channel > item').toArray();
  const all = items.flatMap((item) => postOf($, item));
  if (channel === undefined || all.length === 0) {
    throw new ExtractionEmptyError('The feed lists no posts', {
      link: page.url,
      hint: 'Open the profile in a browser; if it shows posts, give their links one by one.',
    });
  }
  const person = OF_PERSON.exec(childText($, channel, 'title'))?.[1]?.trim();
  const own = all.filter(({ author }) => author === undefined || author === person);
  const home = childText($, channel, 'link');
  return {
    posts: own.length > 0 && person !== undefined ? own : all,
    items: items.length,
    ...(person !== undefined && { person }),
    ...(URL.canParse(home) && { home: new URL(home) }),
  };
}

function wholeFeed(page: FetchedPage): string {
  // Saved from a browser, a feed begins with the browser's words that it has no style information.
  const start = page.text.search(/<(?:\?xml|rss)\b/);
  if (start === -1) {
    throw new ExtractionEmptyError('The answer is no feed: <rss> is missing', { link: page.url });
  }
  if (!/<\/rss>\s*$/.test(page.text.slice(-1_000))) {
    throw new UpstreamError('The feed breaks off before its end: </rss> is missing', {
      link: page.url,
    });
  }
  return page.text.slice(start);
}

function postOf($: CheerioAPI, item: Element): FeedPost[] {
  const text = (name: string): string | undefined => childText($, item, name) || undefined;
  const html = text('content:encoded') ?? '';
  if (isComment($, item, html || (text('description') ?? ''))) return [];
  // The guid is `https://medium.com/p/<id>`: it still leads to the post where the link is of a form not known here.
  for (const candidate of [text('link'), text('guid')]) {
    if (candidate === undefined || !URL.canParse(candidate)) continue;
    const link = new URL(candidate);
    const read = readMediumLink(link);
    if (read.kind !== 'post') continue;
    const publishedAt = httpDate(text('pubDate'));
    const changedAt = dateOf(text('atom:updated')) ?? publishedAt;
    const title = text('title');
    const author = text('dc:creator');
    return [
      {
        postId: read.postId,
        link: sharedLink(link),
        ...(title !== undefined && { title }),
        ...(author !== undefined && { author }),
        ...(publishedAt !== undefined && { publishedAt }),
        ...(changedAt !== undefined && { changedAt }),
        tags: childTexts($, item, 'category'),
        ...(html !== '' && !isPreview(html) && { html }),
      },
    ];
  }
  return [];
}

/** A comment is one short paragraph without title of its own and without tags; a preview is one with tags. */
function isComment($: CheerioAPI, item: Element, html: string): boolean {
  const has = (name: string): boolean => childText($, item, name) !== '';
  if (has('category')) return false;
  if (!has('title')) return true;
  if (isPreview(html)) return false;
  const content = parseHtml(html);
  content('img[width="1"]').remove();
  const isLong = content.root().text().length > COMMENT_MAX_LENGTH;
  return !isLong && content('p').length <= 1 && content('img, pre, h3, h4').length === 0;
}

/** Publications may put the beginning only into their feed, and Medium does so with posts for members. */
function isPreview(html: string): boolean {
  return html.includes('class="medium-feed-');
}

function childText($: CheerioAPI, item: Element, name: string): string {
  return childTexts($, item, name)[0] ?? '';
}

function childTexts($: CheerioAPI, item: Element, name: string): string[] {
  return item.children
    .filter((node) => node.type === 'tag' && node.name === name)
    .map((child) => $(child).text().trim());
}

function httpDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
