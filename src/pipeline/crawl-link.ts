/** The way of one link, from an event to documents in the database and a row in the ledger. */
import type { DocumentHarvest } from '../crawlers/crawler.ts';
import type { CrawlerDispatcher } from '../dispatcher/dispatcher.ts';
import { dispatcher as everyCrawler } from '../dispatcher/index.ts';
import { canonicalLink, parseLink } from '../dispatcher/link.ts';
import { fullName, parseUserName, UserDocument } from '../documents/user.ts';
import { AbortedError, CrawlError, ExtractionEmptyError, UnexpectedError } from '../errors.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { Log } from '../log.ts';
import type { CrawlMessage, Follow } from '../queue/message.ts';
import { harvestLink } from './harvest-link.ts';
import { recordInLedger } from './ledger.ts';
import { type DocumentCounts, failureOf, type Outcome } from './outcome.ts';
import { type StoredDocument, storeHarvest } from './store-harvest.ts';
import type { Author } from './to-document.ts';

/** How far from a given link goldpan follows found ones. */
export const MAX_DEPTH = 3;
/** How many links of one source are followed. */
export const MAX_LINKS_A_SOURCE = 1_000;

export interface CrawlRequest {
  /** 'First Last'. */
  readonly user: string;
  readonly link: string;
  /** 0 for a link that a person gave. */
  readonly depth?: number;
}

export interface CrawlDeps {
  readonly fetcher: Fetcher;
  /** Where found links go. */
  readonly follow: Follow;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly dispatcher?: CrawlerDispatcher;
  /** Told of each document as it is stored, and of each found link. */
  readonly observe?: Observer;
}

export interface Observer {
  readonly document?: (stored: StoredDocument) => void;
  readonly link?: (link: URL) => void;
}

/**
 * Crawls one link for one person: checks, dispatches, extracts, stores, follows and records it.
 *
 * @returns what became of the link, its failure included; the ledger holds the same
 * @throws InvalidEventError, UnsafeUrlError for bad input: nothing was fetched, nothing stored
 * @throws StorageError when the database cannot be reached
 * @example
 * const outcome = await crawlLink({ user: 'Mara Lindqvist', link: 'https://mara.example/notes/tides' }, deps);
 * if (outcome.state === 'failed') console.error(outcome.failure.hint);
 */
export async function crawlLink(request: CrawlRequest, deps: CrawlDeps): Promise<Outcome> {
  const { dispatcher = everyCrawler } = deps;
  const startedAt = Date.now();
  const name = parseUserName(request.user);
  const link = canonicalLink(parseLink(request.link), dispatcher);
  const depth = request.depth ?? 0;

  const user = await UserDocument.getOrCreate(name);
  const author: Author = { id: user.id, fullName: fullName(name) };
  const crawl = new CrawlInProgress(link, author, { ...deps, dispatcher });
  const failure = await crawl.run(depth).then(
    () => undefined,
    (error: unknown) => asCrawlError(error, deps.signal),
  );

  const outcome: Outcome = {
    user: author.fullName,
    link: link.href,
    state: failure === undefined ? crawl.state : 'failed',
    platform: crawl.platform,
    documents: crawl.documents,
    found: crawl.found,
    ...(failure !== undefined && { failure: failureOf(failure) }),
    tookMs: Date.now() - startedAt,
  };
  // A link that was stopped half-way stays queued: the next run goes on with it.
  if (!(failure instanceof AbortedError)) await recordInLedger(outcome, author.id, depth);
  return outcome;
}

/** What has come of a link so far. */
class CrawlInProgress {
  platform: string;
  readonly documents: { -readonly [Count in keyof DocumentCounts]: number } = {
    stored: 0,
    replaced: 0,
    unchanged: 0,
  };
  found = 0;

  readonly #link: URL;
  readonly #author: Author;
  readonly #deps: CrawlDeps & { readonly dispatcher: CrawlerDispatcher };

  constructor(
    link: URL,
    author: Author,
    deps: CrawlDeps & { readonly dispatcher: CrawlerDispatcher },
  ) {
    // Until the page tells: a link that fails before is counted with its host.
    this.platform = deps.dispatcher.getCrawler(link)?.platform ?? link.hostname;
    this.#link = link;
    this.#author = author;
    this.#deps = deps;
  }

  get state(): Outcome['state'] {
    const { stored, replaced, unchanged } = this.documents;
    if (stored + replaced > 0) return 'stored';
    return unchanged > 0 ? 'unchanged' : 'followed';
  }

  async run(depth: number): Promise<void> {
    const { platform, harvest } = await harvestLink(this.#link, this.#deps);
    this.platform = platform;
    const links: URL[] = [];
    try {
      for await (const found of harvest) {
        if (found.kind === 'link') links.push(found.link);
        else await this.#store(found, platform);
      }
    } finally {
      // What a source gave before it broke off is not lost.
      await this.#follow(links, depth);
    }
    const { stored, replaced, unchanged } = this.documents;
    if (stored + replaced + unchanged + links.length === 0) {
      throw new ExtractionEmptyError(`Nothing was found at ${this.#link.href}`, {
        link: this.#link,
      });
    }
  }

  async #store(harvest: DocumentHarvest, platform: string): Promise<void> {
    const stored = await storeHarvest(harvest, platform, this.#author);
    this.documents[stored.change] += 1;
    this.#deps.observe?.document?.(stored);
  }

  async #follow(links: readonly URL[], depth: number): Promise<void> {
    const unique = new Set(links.map((link) => canonicalLink(link, this.#deps.dispatcher).href));
    const followed = depth >= MAX_DEPTH ? [] : [...unique].slice(0, MAX_LINKS_A_SOURCE);
    if (followed.length < unique.size) {
      this.#deps.log.warn('Some found links are not followed', {
        found: unique.size,
        followed: followed.length,
        because:
          depth >= MAX_DEPTH
            ? `depth ${depth} is the limit`
            : `${MAX_LINKS_A_SOURCE} links a source are the limit`,
      });
    }
    for (const href of followed) this.#deps.observe?.link?.(new URL(href));
    const messages: CrawlMessage[] = followed.map((href) => ({
      user: this.#author.fullName,
      link: href,
      depth: depth + 1,
    }));
    if (messages.length > 0) await this.#deps.follow(messages);
    this.found = messages.length;
  }
}

function asCrawlError(error: unknown, signal: AbortSignal): CrawlError {
  if (error instanceof CrawlError) return error;
  if (signal.aborted) return new AbortedError('Stopped before the link was done', { cause: error });
  return new UnexpectedError(error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}
