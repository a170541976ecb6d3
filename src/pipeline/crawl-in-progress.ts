/** One crawl of one link while it runs: harvested, stored, followed, and what has come of it so far. */
import { type DocumentHarvest, NothingWrittenError } from '../crawlers/crawler.ts';
import type { CrawlerDispatcher } from '../dispatcher/dispatcher.ts';
import type { Crawl } from '../documents/crawl.ts';
import { ExtractionEmptyError } from '../errors.ts';
import type { CrawlMessage } from '../queue/message.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { readSource } from './enough.ts';
import {
  type LinkLimit,
  limitSentence,
  mostLinks,
  newsAmong,
  withinLimits,
} from './follow-links.ts';
import { FoundLinks } from './found-links.ts';
import { type Harvested, harvestLink } from './harvest-link.ts';
import { MAX_LINKS_A_SOURCE } from './limits.ts';
import type { DocumentCounts } from './outcome.ts';
import { latest } from './refresh-at.ts';
import { type CrawlResult, previousFor, validatorsFor } from './revisit.ts';
import { storeHarvest } from './store-harvest.ts';
import type { Author } from './to-document.ts';

export interface CrawlTask {
  readonly link: URL;
  readonly author: Author;
  readonly depth: number;
  readonly isRefresh: boolean;
  /** When the ingest began that asks for the link; its found links carry it on. */
  readonly since?: string | undefined;
  /** What the ledger says of the link, if it was seen before. */
  readonly row: Crawl | undefined;
}

export class CrawlInProgress {
  readonly #task: CrawlTask;
  readonly #deps: CrawlDeps & { readonly dispatcher: CrawlerDispatcher };
  readonly #documents: { -readonly [Count in keyof DocumentCounts]: number } = {
    stored: 0,
    replaced: 0,
    unchanged: 0,
  };
  readonly #storedAs: string[] = [];
  #harvested: Harvested | undefined;
  #changedAt: Date | undefined;
  #found = 0;
  #known = 0;
  #limit: LinkLimit | undefined;

  constructor(task: CrawlTask, deps: CrawlDeps & { readonly dispatcher: CrawlerDispatcher }) {
    this.#task = task;
    this.#deps = deps;
  }

  /** What has come of it, at any time; after a failure, what had come until then. */
  get result(): CrawlResult {
    const { link, row } = this.#task;
    const { stored, replaced, unchanged } = this.#documents;
    const hasNoNews = this.#found > 0 && this.#known === this.#found;
    const { platform, crawler, validators, isRendered = false } = this.#harvested ?? {};
    return {
      state:
        stored + replaced > 0 ? 'stored' : unchanged > 0 || hasNoNews ? 'unchanged' : 'followed',
      // Until the page tells: a link that fails before is counted with what it was, else with its host.
      platform:
        platform ??
        this.#deps.dispatcher.getCrawler(link)?.platform ??
        row?.platform ??
        link.hostname,
      documents: this.#documents,
      found: this.#found,
      known: this.#known,
      ...(this.#limit !== undefined && { limit: this.#limit }),
      ...(isRendered && { isRendered }),
      trace: {
        ...(crawler !== undefined && { crawler }),
        ...validators,
        storedAs: this.#storedAs,
        ...(this.#changedAt !== undefined && { changedAt: this.#changedAt }),
      },
    };
  }

  /** @throws NotModified where the page is the one that the ledger knows; CrawlError */
  async run(): Promise<void> {
    const { link, author, depth, row, isRefresh } = this.#task;
    const { fetcher, signal, log, dispatcher, ignoresRobots } = this.#deps;
    const { maxLinks = MAX_LINKS_A_SOURCE } = this.#deps;
    // In a refresh only what is new counts, and which that is shows when all is listed.
    const wanted = isRefresh ? Number.POSITIVE_INFINITY : mostLinks({ depth, maxLinks });
    const found = new FoundLinks({ dispatcher, log }, wanted);
    const revisit = { row, isRefresh, crawler: dispatcher.getCrawler(link) };
    this.#harvested = await harvestLink(link, {
      dispatcher,
      fetcher,
      signal,
      log,
      author: author.fullName,
      validators: await validatorsFor(revisit),
      previous: previousFor(revisit),
      ignoresRobots: ignoresRobots && ((asked) => ignoresRobots(author.fullName, asked)),
      isEnough: () => found.areEnough,
    });
    const source = this.#harvested;
    let isOpenEnded = false;
    let isWordless = false;
    try {
      isOpenEnded = await readSource(source.harvest, found, (one) => this.#store(one, source));
    } catch (error) {
      if (!(error instanceof NothingWrittenError)) throw error;
      isWordless = true;
    } finally {
      // What a source gave before it broke off is not lost.
      if (found.size > 0) await this.#follow(found, isOpenEnded);
    }
    const { stored, replaced, unchanged } = this.#documents;
    if (stored + replaced + unchanged + found.size === 0 && !isWordless) {
      throw new ExtractionEmptyError(`Nothing was found at ${link.href}`, { link });
    }
  }

  async #store(harvest: DocumentHarvest, source: Harvested): Promise<void> {
    const stored = await storeHarvest(harvest, source, this.#task.author);
    this.#documents[stored.change] += 1;
    this.#storedAs.push(`${stored.collection}/${stored.id}`);
    this.#changedAt = latest([this.#changedAt, harvest.publishedAt, harvest.modifiedAt]);
    this.#deps.observe?.document?.(stored);
  }

  async #follow(found: FoundLinks, isOpenEnded: boolean): Promise<void> {
    const { link, author, depth, isRefresh, since } = this.#task;
    const { log, observe, follow, maxLinks = MAX_LINKS_A_SOURCE } = this.#deps;
    const wanted = isRefresh ? await newsAmong(found, author.id) : [...found];
    const { links, limit } = withinLimits(wanted, { depth, maxLinks, isOpenEnded });
    this.#found = found.size;
    this.#known = found.size - wanted.length;
    this.#limit = limit;
    if (limit !== undefined) {
      log.warn(limitSentence({ link: link.href, found: this.#found, known: this.#known, limit }));
    }
    const messages: CrawlMessage[] = links.map(({ link }) => ({
      user: author.fullName,
      link,
      depth: depth + 1,
      ...(isRefresh && { refresh: true as const }),
      ...(since !== undefined && { since }),
    }));
    for (const message of messages) observe?.link?.(new URL(message.link));
    if (messages.length > 0) await follow(messages);
  }
}
