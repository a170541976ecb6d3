/** A link waiting to be crawled for a person: what lies in the queue, in the cloud and on a laptop alike. */
export interface CrawlMessage {
  /** 'First Last', as in links.json. */
  readonly user: string;
  readonly link: string;
  /** How many links lie between this one and one that a person gave: 0 for a given link. */
  readonly depth: number;
  /** Asks only for what is new: of the links that this one leads to, those that are known and have not changed are left. */
  readonly refresh?: true;
}

/** Takes found links to be crawled later. Resolves when they are safely handed over. */
export type Follow = (messages: readonly CrawlMessage[]) => Promise<void>;
