/** From a link to what it holds: find the crawler, let it extract. Nothing is stored here. */
import packageJson from '#package' with { type: 'json' };
import type { CrawlContext, Crawler, Harvest, PreviousCrawl } from '../crawlers/crawler.ts';
import type { CrawlerDispatcher } from '../dispatcher/dispatcher.ts';
import { CrawlError } from '../errors.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { ContentSignal, FetchedPage } from '../fetching/page.ts';
import type { Log } from '../log.ts';
import {
  type FetcherOfCrawlDeps,
  type FirstPage,
  fetcherOfCrawl,
  type ValidatedLink,
} from './fetcher-of-crawl.ts';

export interface HarvestDeps extends FetcherOfCrawlDeps {
  readonly dispatcher: CrawlerDispatcher;
  readonly log: Log;
  /** Full name of the person whose writing is wanted. */
  readonly author?: string | undefined;
  /** What the crawl before this one came to; only where nothing but news is wanted. */
  readonly previous?: PreviousCrawl | undefined;
}

export interface Harvested {
  /** 'medium', 'substack', 'linkedin', 'github'; the host for a custom article. */
  readonly platform: string;
  /** Which crawler in which version: 'medium@0.1.0'. */
  readonly crawler: string;
  readonly harvest: AsyncIterable<Harvest>;
  /** What the site says its content may be used for; known from the first harvest on. */
  readonly contentSignal: ContentSignal | undefined;
  /** For a conditional request next time; known when `harvest` is read to its end. */
  readonly validators: ValidatedLink | undefined;
  /** Was a page of it read by a browser? Known when `harvest` is read to its end. */
  readonly isRendered: boolean;
}

/**
 * Dispatches a link. The page that is fetched to recognise a custom domain is handed to the crawler.
 *
 * @param link in canonical form
 * @throws CrawlError of the fetch that recognises the page; later failures come out of `harvest`
 * @throws NotModified, here or out of `harvest`, where the site says that the validators are still those of its page
 * @example
 * const { platform, harvest } = await harvestLink(link, { dispatcher, fetcher, signal, log });
 * for await (const found of harvest) console.log(platform, found.kind);
 */
export async function harvestLink(link: URL, deps: HarvestDeps): Promise<Harvested> {
  const { dispatcher, log, signal, author, previous } = deps;
  const { fetch, first } = fetcherOfCrawl(deps);
  const contextWith = (own: Fetcher): CrawlContext => ({
    fetch: own,
    signal,
    log,
    ...(author !== undefined && { author }),
    ...(previous !== undefined && { previous }),
  });

  const registered = dispatcher.getCrawler(link);
  if (registered !== undefined) {
    const harvest = registered.extract(link, contextWith(fetch));
    return harvested(registered, registered.platform, harvest, first);
  }
  let page: FetchedPage;
  try {
    page = await fetch.page(link);
  } catch (error) {
    const crawler = error instanceof CrawlError ? dispatcher.outliving(link, error) : undefined;
    if (crawler === undefined) throw error;
    const harvest = crawler.extract(link, contextWith(failing(link, error, fetch)));
    return harvested(crawler, crawler.platform, harvest, first);
  }
  const crawler = dispatcher.getCrawler(page.url) ?? dispatcher.recognise(page);
  log.info('No crawler is registered for this host; recognised by its page', {
    link: link.href,
    crawler: crawler.platform,
  });
  const platform = crawler.platform === 'custom' ? page.url.hostname : crawler.platform;
  const harvest = crawler.extract(link, contextWith(holding(page, fetch)));
  return harvested(crawler, platform, harvest, first);
}

/** Its name changes with every version of goldpan, so that a new one reads everything afresh. */
export const crawlerVersion = (platform: string): string => `${platform}@${packageJson.version}`;

function harvested(
  crawler: Crawler,
  platform: string,
  harvest: AsyncIterable<Harvest>,
  first: FirstPage,
): Harvested {
  return {
    platform,
    crawler: crawlerVersion(crawler.platform),
    harvest,
    get contentSignal() {
      return first.contentSignal;
    },
    get validators() {
      return first.validators;
    },
    get isRendered() {
      return first.isRendered === true;
    },
  };
}

/** A link that has failed is not asked for again. */
function failing(link: URL, error: unknown, fetcher: Fetcher): Fetcher {
  return {
    ...fetcher,
    page: async (asked, options) => {
      if (asked.href === link.href) throw error;
      return fetcher.page(asked, options);
    },
  };
}

/** Answers the link of a page that is there already from that page: one request a link. */
function holding(page: FetchedPage, fetcher: Fetcher): Fetcher {
  return {
    ...fetcher,
    page: async (link, options = {}) => {
      const isHeld = link.href === page.requested.href || link.href === page.url.href;
      if (!isHeld) return fetcher.page(link, options);
      const { isShell, validators: _, ...others } = options;
      return isShell === undefined ? page : fetcher.complete(page, isShell, others);
    },
  };
}
