/** The links that a source leads to, as they are found: each once, in its canonical form. */
import type { LinkHarvest } from '../crawlers/crawler.ts';
import type { CrawlerDispatcher } from '../dispatcher/dispatcher.ts';
import { canonicalLink, parseLink } from '../dispatcher/link.ts';
import { CrawlError } from '../errors.ts';
import type { Log } from '../log.ts';
import { latest } from './refresh-at.ts';

export interface FoundLink {
  /** In canonical form. */
  readonly link: string;
  /** As the source knows them. */
  readonly title?: string;
  readonly publishedAt?: Date;
  readonly changedAt?: Date;
}

export interface FoundLinksDeps {
  readonly dispatcher: CrawlerDispatcher;
  readonly log: Log;
}

/** Links read of one source at most, so that one that never ends cannot fill the memory. */
const MOST_LINKS_READ = 100_000;

/**
 * Gathers the links of one source.
 *
 * @example
 * const found = new FoundLinks({ dispatcher, log }, 1_000);
 * for await (const harvest of source) if (harvest.kind === 'link') found.add(harvest);
 */
export class FoundLinks implements Iterable<FoundLink> {
  readonly #links = new Map<string, FoundLink>();
  readonly #deps: FoundLinksDeps;
  readonly #wanted: number;

  /** @param wanted how many links somebody has a use for */
  constructor(deps: FoundLinksDeps, wanted: number) {
    this.#deps = deps;
    this.#wanted = wanted;
  }

  /** @returns the link, where it was not found before and may be crawled */
  add({ link, title, publishedAt, changedAt }: LinkHarvest): FoundLink | undefined {
    const href = this.#safeHref(link);
    if (href === undefined) return undefined;
    const before = this.#links.get(href);
    const changed = latest([before?.changedAt, changedAt]);
    const found: FoundLink = {
      link: href,
      ...(title !== undefined && { title }),
      ...(publishedAt !== undefined && { publishedAt }),
      ...before,
      ...(changed !== undefined && { changedAt: changed }),
    };
    this.#links.set(href, found);
    return before === undefined ? found : undefined;
  }

  get size(): number {
    return this.#links.size;
  }

  /** There are as many as anybody wants: what is at hand may still be counted, but no request more is worth it. */
  get areEnough(): boolean {
    return this.size > 0 && this.size >= this.#wanted;
  }

  get areTooMany(): boolean {
    return this.size >= MOST_LINKS_READ;
  }

  [Symbol.iterator](): Iterator<FoundLink> {
    return this.#links.values();
  }

  /** A site that links to a private address is not worth the failure of its whole page. */
  #safeHref(link: URL): string | undefined {
    const { dispatcher, log } = this.#deps;
    try {
      return canonicalLink(parseLink(link.href), dispatcher).href;
    } catch (error) {
      if (!(error instanceof CrawlError)) throw error;
      log.warn('A found link is not followed', { because: error.message });
      return undefined;
    }
  }
}
