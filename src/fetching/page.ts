/** What came back for a link: bytes, and the text in them. */

export interface FetchedPage {
  /** The link after redirects. */
  readonly url: URL;
  /** The link as it was asked for. */
  readonly requested: URL;
  readonly status: number;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** Lower-case media type without parameters: 'text/html'. Empty when the site sent none. */
  readonly mediaType: string;
  readonly body: Uint8Array;
  /** The body as text, decoded by BOM, Content-Type, `<meta>`, else UTF-8; decoded once. */
  readonly text: string;
  /** What the site's robots.txt says its content may be used for: `{ search: 'yes', 'ai-train': 'no' }` (contentsignals.org). */
  readonly contentSignal?: ContentSignal;
  /** Set on what came out of the browser: `body` and `text` are the page after its scripts. */
  readonly isRendered?: true;
}

/** Use → may it be used so, in the site's words in lower case. */
export type ContentSignal = Readonly<Record<string, 'yes' | 'no'>>;

/** A body that is read as it arrives: repository archives. */
export interface FetchedStream {
  readonly url: URL;
  readonly requested: URL;
  readonly headers: ReadonlyMap<string, string>;
  readonly mediaType: string;
  /**
   * Chunks as the site sent them, after content decoding; throws a `CrawlError` when it breaks off or grows too large.
   * Read it to its end or leave the loop: both release the connection.
   */
  readonly body: AsyncIterable<Uint8Array>;
}
