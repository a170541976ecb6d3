/** Which crawler reads a link: by its domain, else by the marks of its page, else the default one. */
import type { Crawler } from '../crawlers/crawler.ts';
import type { CrawlError } from '../errors.ts';
import type { FetchedPage } from '../fetching/page.ts';

/**
 * Domains and the crawlers that read them.
 *
 * @example
 * const dispatcher = new CrawlerDispatcher(customArticleCrawler)
 *   .register('medium.com', mediumCrawler)
 *   .register(/^(?:www\.)?github\.com$/, githubCrawler);
 * dispatcher.getCrawler(new URL('https://user.medium.com/a-post-0123456789ab')); // mediumCrawler
 */
export class CrawlerDispatcher {
  readonly #registered: { readonly host: RegExp; readonly crawler: Crawler }[] = [];
  readonly #fallback: Crawler;
  #files: Crawler | undefined;

  /** @param fallback reads every page that no other crawler knows */
  constructor(fallback: Crawler) {
    this.#fallback = fallback;
  }

  /**
   * Gives a domain to a crawler.
   *
   * @param domain `'medium.com'` means the domain and all its sub-domains; a RegExp is tested against the whole host
   *   name, lower case and without port, and must be anchored at both ends
   */
  register(domain: string | RegExp, crawler: Crawler): this {
    this.#registered.push({ host: hostPattern(domain), crawler });
    return this;
  }

  /** Gives files of this machine (`file:` links) to a crawler. */
  registerFiles(crawler: Crawler): this {
    this.#files = crawler;
    return this;
  }

  /** The crawler registered for the link's domain; `undefined` where only the page can tell. */
  getCrawler(link: URL): Crawler | undefined {
    if (link.protocol === 'file:') return this.#files;
    const host = hostOf(link);
    return this.#registered.find((entry) => entry.host.test(host))?.crawler;
  }

  /** The crawler that finds its marks in the page (Medium and Substack on custom domains), else the default one. */
  recognise(page: FetchedPage): Crawler {
    const known = this.#registered.find(({ crawler }) => crawler.recognises?.(page));
    return known?.crawler ?? this.#fallback;
  }

  /** The crawler that may still find what a host that has failed led to. */
  outliving(link: URL, error: CrawlError): Crawler | undefined {
    return this.#registered.find(({ crawler }) => crawler.outlives?.(link, error))?.crawler;
  }
}

// Without both anchors `medium.com` would also match `medium.com.evil.org` and `mediumXcom` (flaw 9 of the originals).
function hostPattern(domain: string | RegExp): RegExp {
  if (typeof domain === 'string') {
    const literal = domain.toLowerCase().replaceAll(/[^a-z0-9-]/g, '\\$&');
    return new RegExp(`^(?:[a-z0-9_-]+\\.)*${literal}$`);
  }
  if (!domain.source.startsWith('^') || !domain.source.endsWith('$')) {
    throw new TypeError(`The domain ${domain} must be anchored: /^…$/`);
  }
  return domain;
}

/** DNS ignores case and one trailing dot. */
function hostOf(link: URL): string {
  return link.hostname.toLowerCase().replace(/\.$/, '');
}
