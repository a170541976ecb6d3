/** What a crawl works with: where pages come from, where found links go, and who is told of what. */
import type { CrawlerDispatcher } from '../dispatcher/dispatcher.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { Log } from '../log.ts';
import type { Follow } from '../queue/message.ts';
import type { StoredDocument } from './store-harvest.ts';

export interface CrawlDeps {
  readonly fetcher: Fetcher;
  /** Where found links go. */
  readonly follow: Follow;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly dispatcher?: CrawlerDispatcher;
  /** Is robots.txt not to be asked? Only ever for hosts that this person owns. */
  readonly ignoresRobots?: ((user: string, link: URL) => boolean) | undefined;
  /** How many links of one source are followed; 1,000 unless given. */
  readonly maxLinks?: number | undefined;
  /**
   * Only of a link whose message lies in a queue: does a failure that passes bring it back? Where it does not, this is the
   * last attempt, and the ledger tells why, even where the time was up.
   */
  readonly comesBack?: boolean;
  /** May a given link lead to an archive on this machine? Never where links come from events or queues. */
  readonly files?: boolean;
  /** Told of each document as it is stored, and of each link that is followed. */
  readonly observe?: Observer;
}

export interface Observer {
  readonly document?: (stored: StoredDocument) => void;
  readonly link?: (link: URL) => void;
}
