/** An archive on disk, crawled as a person would have it crawled, and everything that was said meanwhile. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { archiveCrawler } from '../../../src/crawlers/archive/index.ts';
import type { Harvest } from '../../../src/crawlers/crawler.ts';
import { CrawlError, RobotsDisallowedError } from '../../../src/errors.ts';
import type { Fetcher } from '../../../src/fetching/fetcher.ts';
import type { Log } from '../../../src/log.ts';

export interface CrawledArchive {
  readonly found: readonly Harvest[];
  readonly error?: CrawlError;
  /** Each line that was logged, fields included. */
  readonly said: readonly string[];
}

export interface CrawlOptions {
  readonly site?: string;
  /** Refuses everything unless given. */
  readonly fetch?: Fetcher;
  readonly signal?: AbortSignal;
}

export async function crawlArchive(
  bytes: Uint8Array,
  options: CrawlOptions = {},
): Promise<CrawledArchive> {
  const folder = await mkdtemp(join(tmpdir(), 'goldpan-archive-'));
  const path = join(folder, 'export (1) ä.zip');
  await writeFile(path, bytes);
  try {
    return await crawlPath(path, options);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function crawlPath(
  path: string,
  { site, fetch = refusing, signal = new AbortController().signal }: CrawlOptions = {},
): Promise<CrawledArchive> {
  const link = pathToFileURL(path);
  if (site !== undefined) link.searchParams.set('site', site);
  const said: string[] = [];
  const note = (message: string, fields?: object): void => {
    said.push(`${message} ${JSON.stringify(fields)}`);
  };
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const found: Harvest[] = [];
  try {
    for await (const one of archiveCrawler.extract(link, { fetch, log, signal })) found.push(one);
    return { found, said };
  } catch (error) {
    if (!(error instanceof CrawlError)) throw error;
    return { found, said, error };
  }
}

/** As the robots.txt of LinkedIn has it for programs that it does not know. */
const refuse = async (link: URL): Promise<never> => {
  throw new RobotsDisallowedError('robots.txt asks not to crawl it', { link });
};
const refusing: Fetcher = {
  page: refuse,
  stream: refuse,
  render: refuse,
  complete: ({ url }) => refuse(url),
};
