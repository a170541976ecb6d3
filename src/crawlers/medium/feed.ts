/** The feed of a profile, a publication or a custom domain: the posts that it leads to. */
import type { CheerioAPI } from 'cheerio/slim';
import type { Element } from 'domhandler';
import { ExtractionEmptyError, UpstreamError } from '../../errors.ts';
import { dateOf } from '../../extraction/json-ld.ts';
import { parseHtml } from '../../extraction/parse-html.ts';
import type { FetchedPage } from '../../fetching/page.ts';
import type { LinkHarvest } from '../crawler.ts';
import { readMediumLink, sharedLink } from './links.ts';

/** What Medium asks a feed reader for. */
export const FEED_ACCEPT = 'application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1';

/** Longer texts are no comments. */
const COMMENT_MAX_LENGTH = 1_000;

/**
 * The posts in a feed, newest first; comments that the person wrote below other posts are left out.
 *
 * @throws ExtractionEmptyError when it is no feed, or a feed without posts
 * @throws UpstreamError when it breaks off before its end
 * @example
 * for (const { link, changedAt } of readFeed(page)) queue.push(link);
 */
export function readFeed(page: FetchedPage): LinkHarvest[] {
  // Saved from a browser, a feed begins with the browser's words that it has no style information.
  const start = page.text.search(/<(?:\?xml|rss)\b/);
  if (start === -1) {
    throw new ExtractionEmptyError('The answer is no feed: <rss> is missing', { link: page.url });
  }
  const xml = page.text.slice(start);
  if (!/<\/rss>\s*$/.test(xml.slice(-1_000))) {
    throw new UpstreamError('The feed breaks off before its end: </rss> is missing', {
      link: page.url,
    });
  }
  const $ = parseHtml(xml, { xml: true });
  const posts = $('rss > channel > item')
    .toArray()
    .flatMap((item) => postOf($, item));
  if (posts.length === 0) {
    throw new ExtractionEmptyError('The feed lists no posts', {
      link: page.url,
      hint: 'Open the profile in a browser; if it shows posts, give their links one by one.',
    });
  }
  return posts;
}

function postOf($: CheerioAPI, item: Element): LinkHarvest[] {
  const text = (name: string): string => childText($, item, name);
  if (isComment($, item)) return [];
  // The guid is `https://medium.com/p/<id>`: it still leads to the post where the link is of a form not known here.
  const links = [text('link'), text('guid')].flatMap((link) =>
    URL.canParse(link) ? new URL(link) : [],
  );
  const link = links.find((candidate) => readMediumLink(candidate).kind === 'post');
  if (link === undefined) return [];
  const changedAt = dateOf(text('atom:updated')) ?? httpDate(text('pubDate'));
  return [{ kind: 'link', link: sharedLink(link), ...(changedAt !== undefined && { changedAt }) }];
}

/** A comment is one short paragraph without title of its own and without tags; a preview is one with tags. */
function isComment($: CheerioAPI, item: Element): boolean {
  const has = (name: string): boolean => childText($, item, name) !== '';
  if (has('category')) return false;
  if (!has('title')) return true;
  const content = parseHtml(
    childText($, item, 'content:encoded') || childText($, item, 'description'),
  );
  content('img[width="1"]').remove();
  const isPreview = content('.medium-feed-item').length > 0;
  const isLong = content.root().text().length > COMMENT_MAX_LENGTH;
  return (
    !isPreview && !isLong && content('p').length <= 1 && content('img, pre, h3, h4').length === 0
  );
}

function childText($: CheerioAPI, item: Element, name: string): string {
  const child = item.children.find((node) => node.type === 'tag' && node.name === name);
  return child === undefined ? '' : $(child).text().trim();
}

function httpDate(text: string): Date | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
