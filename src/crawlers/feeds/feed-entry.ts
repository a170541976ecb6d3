/** What is wanted of a feed, whatever its format. */
import { parseHtml } from '../../extraction/parse-html.ts';
import { feedDate } from './feed-date.ts';

/** An entry may name several addresses: that of the article, one it is about, one that never changes. */
export interface FeedEntry {
  /** The likeliest to be the article first. */
  readonly links: readonly URL[];
  readonly title?: string;
  readonly publishedAt?: Date;
  readonly changedAt?: Date;
}

export interface Feed {
  /** In the feed's order: newest first, in nearly all. */
  readonly entries: readonly FeedEntry[];
  /** The site that it is the feed of. */
  readonly home?: URL;
  /** Where older entries are (RFC 5005, JSON Feed's `next_url`). */
  readonly next?: URL;
  /** The program that wrote it, as it calls itself. */
  readonly generator: string;
}

/** @param written all as text, '' where there is none */
export function entry(written: {
  links: readonly (URL | undefined)[];
  title: string;
  published: string;
  changed: string;
}): FeedEntry {
  const title = plainTitle(written.title);
  const publishedAt = feedDate(written.published);
  const changedAt = feedDate(written.changed) ?? publishedAt;
  return {
    links: written.links.filter((link) => link !== undefined),
    ...(title !== '' && { title }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(changedAt !== undefined && { changedAt }),
  };
}

/** Long enough for a title, short enough for a line. */
const LONGEST_TITLE = 300;

/** Tags that are written in titles, as against those that titles are about. */
const MARKUP =
  /<\/?(?:a|b|br|code|em|i|p|s|small|span|strong|su[bp])\b|&(?:#\w{1,7}|[a-z]\w{1,30});/i;

/** Titles come as text, as HTML and as HTML that is escaped once more. */
export function plainTitle(written: string): string {
  const start = written.slice(0, 4 * LONGEST_TITLE);
  return shortTitle(MARKUP.test(start) ? parseHtml(start).root().text() : start);
}

/** On one line. */
export function shortTitle(text: string): string {
  return text
    .slice(0, 4 * LONGEST_TITLE)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_TITLE);
}
