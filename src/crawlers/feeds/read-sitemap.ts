/** Sitemaps and their indexes (https://www.sitemaps.org/protocol.html) → addresses and days of change. */
import { Parser } from 'htmlparser2';
import type { FoundDocument } from './document-format.ts';
import { feedDate } from './feed-date.ts';
import { plainTitle } from './feed-entry.ts';

export interface SitemapEntry {
  /** As it is written, white space around it taken off. */
  readonly loc: string;
  readonly changedAt?: Date;
  /** Of the news extension. */
  readonly title?: string;
  readonly publishedAt?: Date;
}

export interface Sitemap {
  /** Of pages, or of further sitemaps where `isIndex`. */
  readonly entries: readonly SitemapEntry[];
  readonly isIndex: boolean;
  /** Did it hold more than a sitemap may? */
  readonly isCut: boolean;
}

/** By the protocol. */
export const MOST_URLS = 50_000;
/** Real ones nest five levels deep; htmlparser2 takes the square of the depth. */
const MOST_DEPTH = 32;
/** So much is parsed before it is asked whether it is enough. */
const PIECE = 64 * 1024;
const LONGEST_TEXT = 4_096;

const FIELDS = new Set(['loc', 'lastmod', 'news:title', 'news:publication_date']);

/**
 * Reads a sitemap leniently: one that breaks off gives the entries before the break.
 *
 * @example
 * readSitemap({ format: 'sitemap', text: '<urlset><url><loc>https://mara.example/</loc></url></urlset>' }).entries.length; // 1
 */
export function readSitemap({ format, text }: FoundDocument): Sitemap {
  const entries: SitemapEntry[] = [];
  let depth = 0;
  let isTooDeep = false;
  let fields: Map<string, string> | undefined;
  let field = '';
  // `<sm:urlset>` prefixes all its elements; those of extensions keep a prefix of their own, as in `<image:loc>`.
  const prefix = /^<([\w-]{1,30}:)/.exec(text)?.[1] ?? '';
  const plain = (name: string): string =>
    name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const parser = new Parser(
    {
      onopentagname(written) {
        depth += 1;
        if (depth > MOST_DEPTH) isTooDeep = true;
        const name = plain(written);
        if (name === 'url' || name === 'sitemap') fields = new Map();
        field = FIELDS.has(name) && fields?.has(name) === false ? name : '';
        if (field !== '') fields?.set(field, '');
      },
      ontext(data) {
        const before = fields?.get(field);
        if (before === undefined || before.length > LONGEST_TEXT) return;
        fields?.set(field, before + data);
      },
      onclosetag(written) {
        depth -= 1;
        field = '';
        const name = plain(written);
        if (fields === undefined || (name !== 'url' && name !== 'sitemap')) return;
        if (entries.length <= MOST_URLS) entries.push(...entryOf(fields));
        fields = undefined;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for (let at = 0; at < text.length && entries.length <= MOST_URLS && !isTooDeep; at += PIECE) {
    parser.write(text.slice(at, at + PIECE));
  }
  return {
    entries: entries.slice(0, MOST_URLS),
    isIndex: format === 'sitemap index',
    isCut: entries.length > MOST_URLS || isTooDeep,
  };
}

function entryOf(fields: ReadonlyMap<string, string>): SitemapEntry[] {
  const loc = fields.get('loc')?.trim() ?? '';
  if (loc === '' || loc.length > LONGEST_TEXT) return [];
  const changedAt = feedDate(fields.get('lastmod') ?? '');
  const publishedAt = feedDate(fields.get('news:publication_date') ?? '');
  const title = plainTitle(fields.get('news:title') ?? '');
  return [
    {
      loc,
      ...(changedAt !== undefined && { changedAt }),
      ...(publishedAt !== undefined && { publishedAt }),
      ...(title !== '' && { title }),
    },
  ];
}

/** A sitemap may be a text file with an address on each line. */
export function readTextSitemap(text: string): Sitemap | undefined {
  const lines = text.split(/\r?\n/, MOST_URLS + 1).filter((line) => line.trim() !== '');
  if (lines.length === 0 || !lines.every((line) => /^\s*https?:\/\/\S+\s*$/.test(line))) return;
  return {
    entries: lines.slice(0, MOST_URLS).map((line) => ({ loc: line.trim() })),
    isIndex: false,
    isCut: lines.length > MOST_URLS,
  };
}
