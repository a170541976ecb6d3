/** Gets a sitemap: larger than a page may be, and often packed. */
import { gunzipSync } from 'node:zlib';
import { ExtractionEmptyError, TooLargeError, UpstreamError } from '../../errors.ts';
import type { CrawlContext } from '../crawler.ts';
import { documentIn } from './document-format.ts';
import { readFeed } from './read-feed.ts';
import { readSitemap, readTextSitemap, type Sitemap } from './read-sitemap.ts';

/** By the protocol, unpacked. */
const MOST_BYTES = 50_000_000;

/** @throws ExtractionEmptyError when what is there is no sitemap; TooLargeError; UpstreamError; CrawlError */
export async function fetchSitemap(link: URL, { fetch }: CrawlContext): Promise<Sitemap> {
  const { body, url } = await fetch.stream(link, {
    maxBytes: MOST_BYTES,
    accept: 'application/xml, text/xml;q=0.9, */*;q=0.5',
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // What arrives packed is counted by the fetcher before it is unpacked.
    if (bytes > MOST_BYTES) throw tooLarge(link);
    chunks.push(chunk);
  }
  const sitemap = sitemapIn(textOf(Buffer.concat(chunks), link), url);
  if (sitemap !== undefined) return sitemap;
  throw new ExtractionEmptyError('What is there is no sitemap', { link });
}

/** @returns `undefined` when the text is no sitemap: a page that says "not found" with status 200, most of the time */
export function sitemapIn(text: string, url: URL): Sitemap | undefined {
  const document = documentIn(text);
  if (document === undefined) return readTextSitemap(text);
  // The protocol allows for a feed in the place of a sitemap.
  const feed = readFeed(document, url);
  if (feed === undefined) return readSitemap(document);
  const entries = feed.entries.flatMap(({ links: [link], ...known }) =>
    link === undefined ? [] : [{ loc: link.href, ...known }],
  );
  return { entries, isIndex: false, isCut: false };
}

/**
 * The text of a sitemap, unpacked where its first bytes are gzip's: names and media types say nothing about that.
 *
 * @throws TooLargeError, UpstreamError
 */
export function textOf(body: Uint8Array, link: URL): string {
  const isPacked = body[0] === 0x1f && body[1] === 0x8b;
  return new TextDecoder().decode(isPacked ? unpacked(body, link) : body);
}

function unpacked(body: Uint8Array, link: URL): Uint8Array {
  try {
    return gunzipSync(body, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(link);
    throw new UpstreamError('The packed sitemap is damaged or breaks off', { link, cause: error });
  }
}

const tooLarge = (link: URL): TooLargeError =>
  new TooLargeError('The sitemap is larger than the 50 MB that a sitemap may have', { link });
