/** The fetcher of one crawl: bound to its stop signal, conditional where the site may say "not modified", and with an eye on the first page. */
import type { Fetcher, FetchOptions, Validators } from '../fetching/fetcher.ts';
import type { ContentSignal, FetchedPage } from '../fetching/page.ts';
import { Enough } from './enough.ts';

/** What a site said of its answer to the first request of a crawl. */
export interface ValidatedLink extends Validators {
  readonly validatedLink: string;
}

/** What is known once the crawl is done. */
export interface FirstPage {
  /** Absent where the first request failed, or where what was read is not what these would vouch for: a rendered page. */
  readonly validators?: ValidatedLink;
  /** Of the first page that came. */
  readonly contentSignal?: ContentSignal;
  /** A browser was needed, for this page or a later one. */
  readonly isRendered?: true;
}

export interface FetcherOfCrawlDeps {
  readonly fetcher: Fetcher;
  readonly signal: AbortSignal;
  /** Sent with the first request if it is for that link. */
  readonly validators?: ValidatedLink | undefined;
  /** Is robots.txt not to be asked about this link? For hosts that the person owns. */
  readonly ignoresRobots?: ((link: URL) => boolean) | undefined;
  /** Asked before each request: one that says so is not made, and throws `Enough`. */
  readonly isEnough?: (() => boolean) | undefined;
}

/**
 * @returns the fetcher, and what is seen of the first page; read the latter when the crawl is done
 * @example
 * const { fetch, first } = fetcherOfCrawl({ fetcher, signal });
 * for await (const harvest of crawler.extract(link, { fetch, signal, log })) await store(harvest);
 * await record(first.validators);
 */
export function fetcherOfCrawl(deps: FetcherOfCrawlDeps): {
  readonly fetch: Fetcher;
  readonly first: FirstPage;
} {
  const { fetcher, signal, validators, ignoresRobots, isEnough } = deps;
  const first: { -readonly [Fact in keyof FirstPage]: FirstPage[Fact] } = {};
  let requests = 0;
  let pages = 0;

  const bound = <Options extends FetchOptions>(link: URL, options: Options | undefined) => {
    if (isEnough?.()) throw new Enough();
    return { signal, ...(ignoresRobots?.(link) && { ignoreRobots: true }), ...options };
  };
  const seen = (page: FetchedPage): FetchedPage => {
    pages += 1;
    if (pages === 1 && page.contentSignal !== undefined) first.contentSignal = page.contentSignal;
    // The validators are those of the application's shell, which stays the same whatever it shows.
    if (page.isRendered) {
      delete first.validators;
      first.isRendered = true;
    }
    return page;
  };

  const fetch: Fetcher = {
    async page(link, options) {
      requests += 1;
      const isFirst = requests === 1;
      const isKnown = isFirst && validators?.validatedLink === link.href;
      const page = await fetcher.page(link, {
        ...(isKnown && { validators }),
        ...bound(link, options),
      });
      if (isFirst) Object.assign(first, validatorsOf(link, page));
      return seen(page);
    },
    async stream(link, options) {
      requests += 1;
      return fetcher.stream(link, { ...bound(link, options), maxBytes: options.maxBytes });
    },
    async render(link, options) {
      requests += 1;
      return seen(await fetcher.render(link, bound(link, options)));
    },
    complete: async (page, isShell, options) =>
      seen(await fetcher.complete(page, isShell, bound(page.url, options))),
  };
  return { fetch, first };
}

function validatorsOf(link: URL, { headers }: FetchedPage): Pick<FirstPage, 'validators'> {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  if (etag === undefined && lastModified === undefined) return {};
  return {
    validators: {
      validatedLink: link.href,
      ...(etag !== undefined && { etag }),
      ...(lastModified !== undefined && { lastModified }),
    },
  };
}
