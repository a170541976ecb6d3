/** What the sources of an account name, put together. */
import {
  AbortedError,
  BlockedError,
  CrawlError,
  ExtractionEmptyError,
  NotFoundError,
  ThrottledError,
} from '../../errors.ts';
import type { Log } from '../../log.ts';
import { isByline } from '../byline.ts';
import type { LinkHarvest } from '../crawler.ts';
import { type MediumAccount, readMediumLink } from './links.ts';
import type { ListedPost } from './listing-page.ts';
import { refusedByMedium } from './refused.ts';

/** The first of these that a source met is what the crawl fails with, if no source names a post. */
const MOST_TELLING = [
  'throttled',
  'upstream',
  'blocked',
  'login_required',
  'robots_disallowed',
  'extraction_empty',
  'not_found',
];

/** What several sources name, each post once, and how each source fared. */
export class MergedSources {
  readonly #account: MediumAccount;
  readonly #log: Log;
  readonly #seen = new Set<string>();
  readonly #found: Record<string, number> = {};
  readonly #failures: CrawlError[] = [];

  constructor(account: MediumAccount, log: Log) {
    this.#account = account;
    this.#log = log;
  }

  get count(): number {
    return this.#seen.size;
  }

  countOf(source: string): number {
    return this.#found[source] ?? 0;
  }

  /** What the source answers; undefined, and a line in the log, when it fails. */
  async attempt<Found>(source: string, read: () => Promise<Found>): Promise<Found | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CrawlError) || error instanceof AbortedError) throw error;
      this.#failures.push(error);
      // Most accounts have no sitemap: what is not there is nothing to be warned of.
      const level = error instanceof NotFoundError ? 'info' : 'warn';
      this.#log[level](`No posts from the ${source}`, {
        account: this.#account.name,
        link: error.link,
        code: error.code,
        reason: error.message,
      });
      return undefined;
    }
  }

  /** @param only whose posts are taken; undefined for all */
  *fresh(
    source: string,
    posts: Iterable<ListedPost>,
    only: string | undefined,
  ): Generator<LinkHarvest> {
    for (const { link, title, author, publishedAt, changedAt } of posts) {
      const read = readMediumLink(link);
      const key = read.kind === 'post' ? read.postId : link.href;
      if (this.#seen.has(key) || (only !== undefined && !isBy(only, author))) continue;
      this.#seen.add(key);
      this.#found[source] = this.countOf(source) + 1;
      yield {
        kind: 'link',
        link,
        ...(title !== undefined && { title }),
        ...(publishedAt !== undefined && { publishedAt }),
        ...(changedAt !== undefined && { changedAt }),
      };
    }
  }

  /** @throws CrawlError when no source named a post */
  end(): void {
    const account = this.#account.name;
    if (this.#seen.size === 0) throw mostTelling(this.#failures, this.#account);
    this.#log.info('Listed the posts of Medium', { account, ...this.#found });
  }
}

/** Is that the author's name, as Medium shows it? */
export function isBy(person: string | undefined, author: string | undefined): boolean {
  return person !== undefined && author !== undefined && isByline(person, { name: author });
}

function mostTelling(failures: readonly CrawlError[], account: MediumAccount): CrawlError {
  const rank = ({ code }: CrawlError): number => {
    const at = MOST_TELLING.indexOf(code);
    return at === -1 ? MOST_TELLING.length : at;
  };
  const [worst] = failures.toSorted((one, other) => rank(one) - rank(other));
  // A host that refuses us is left alone after a while: then the refusal is the reason, not the pause.
  const [earliest] = failures.filter(
    (failure) => failure instanceof BlockedError || failure instanceof ThrottledError,
  );
  if (earliest instanceof BlockedError && (worst === earliest || worst instanceof ThrottledError)) {
    return refusedByMedium(earliest, account);
  }
  return (
    worst ??
    new ExtractionEmptyError(`No post of ${account.name} was found`, { link: account.page })
  );
}
