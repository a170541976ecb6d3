/** From a link to what it holds: find the crawler, let it extract. Nothing is stored here. */
import type { CrawlContext, Harvest } from '../crawlers/crawler.ts';
import type { CrawlerDispatcher } from '../dispatcher/dispatcher.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { FetchedPage } from '../fetching/page.ts';
import type { Log } from '../log.ts';

export interface HarvestDeps {
  readonly dispatcher: CrawlerDispatcher;
  readonly fetcher: Fetcher;
  readonly signal: AbortSignal;
  readonly log: Log;
}

export interface Harvested {
  /** 'medium', 'substack', 'linkedin', 'github'; the host for a custom article. */
  readonly platform: string;
  readonly harvest: AsyncIterable<Harvest>;
}

/**
 * Dispatches a link. The page that is fetched to recognise a custom domain is handed to the crawler.
 *
 * @param link in canonical form
 * @throws CrawlError of the fetch that recognises the page; later failures come out of `harvest`
 * @example
 * const { platform, harvest } = await harvestLink(link, { dispatcher, fetcher, signal, log });
 * for await (const found of harvest) console.log(platform, found.kind);
 */
export async function harvestLink(link: URL, deps: HarvestDeps): Promise<Harvested> {
  const fetch = boundTo(deps.signal, deps.fetcher);
  const registered = deps.dispatcher.getCrawler(link);
  if (registered !== undefined) {
    return { platform: registered.platform, harvest: registered.extract(link, { ...deps, fetch }) };
  }
  const page = await fetch.page(link);
  const crawler = deps.dispatcher.getCrawler(page.url) ?? deps.dispatcher.recognise(page);
  deps.log.info('No crawler is registered for this host; recognised by its page', {
    link: link.href,
    crawler: crawler.platform,
  });
  const context: CrawlContext = { ...deps, fetch: holding(page, fetch) };
  return {
    platform: crawler.platform === 'custom' ? page.url.hostname : crawler.platform,
    harvest: crawler.extract(link, context),
  };
}

function boundTo(signal: AbortSignal, fetcher: Fetcher): Fetcher {
  return {
    page: (link, options) => fetcher.page(link, { signal, ...options }),
    stream: (link, options) => fetcher.stream(link, { signal, ...options }),
  };
}

/** Answers the link of a page that is there already from that page: one request a link. */
function holding(page: FetchedPage, fetcher: Fetcher): Fetcher {
  return {
    page: async (link, options) =>
      link.href === page.requested.href || link.href === page.url.href
        ? page
        : fetcher.page(link, options),
    stream: (link, options) => fetcher.stream(link, options),
  };
}
