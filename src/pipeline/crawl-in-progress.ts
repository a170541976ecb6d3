/** One crawl of one link while it runs: harvested, stored, followed, and what has come of it so far. */
import type { DocumentHarvest, LinkHarvest } from '../crawlers/crawler.ts';
import type { CrawlerDispatcher } from '../dispatcher/dispatcher.ts';
import type { Crawl } from '../documents/crawl.ts';
import { ExtractionEmptyError } from '../errors.ts';
import type { CrawlMessage } from '../queue/message.ts';
import type { CrawlDeps } from './crawl-link.ts';
import { linksToFollow, newsAmong } from './follow-links.ts';
import { type Harvested, harvestLink } from './harvest-link.ts';
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

  constructor(task: CrawlTask, deps: CrawlDeps & { readonly dispatcher: CrawlerDispatcher }) {
    this.#task = task;
    this.#deps = deps;
  }

  /** What has come of it, at any time; after a failure, what had come until then. */
  get result(): CrawlResult {
    const { link, row } = this.#task;
    const { stored, replaced, unchanged } = this.#documents;
    const hasNoNews = this.#found > 0 && this.#known === this.#found;
    const { platform, crawler, validators } = this.#harvested ?? {};
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
    const { link, author, row, isRefresh } = this.#task;
    const { fetcher, signal, log, dispatcher, ignoresRobots } = this.#deps;
    const revisit = { row, isRefresh, crawler: dispatcher.getCrawler(link) };
    this.#harvested = await harvestLink(link, {
      dispatcher,
      fetcher,
      signal,
      log,
      validators: await validatorsFor(revisit),
      previous: previousFor(revisit),
      ignoresRobots: ignoresRobots && ((asked) => ignoresRobots(author.fullName, asked)),
    });
    const links: LinkHarvest[] = [];
    try {
      for await (const found of this.#harvested.harvest) {
        if (found.kind === 'link') links.push(found);
        else await this.#store(found, this.#harvested);
      }
    } finally {
      // What a source gave before it broke off is not lost.
      if (links.length > 0) await this.#follow(links);
    }
    const { stored, replaced, unchanged } = this.#documents;
    if (stored + replaced + unchanged + links.length === 0) {
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

  async #follow(harvests: readonly LinkHarvest[]): Promise<void> {
    const { author, depth, isRefresh } = this.#task;
    const links = linksToFollow(harvests, depth, this.#deps);
    const wanted = isRefresh ? await newsAmong(links, author.id) : links;
    this.#found = links.size;
    this.#known = links.size - wanted.size;
    const messages: CrawlMessage[] = [...wanted.keys()].map((link) => ({
      user: author.fullName,
      link,
      depth: depth + 1,
      ...(isRefresh && { refresh: true as const }),
    }));
    for (const message of messages) this.#deps.observe?.link?.(new URL(message.link));
    if (messages.length > 0) await this.#deps.follow(messages);
  }
}
