/** How long the browser may take and how much, in milliseconds, bytes and pages. */

export interface RenderLimits {
  /** One page, from the moment that its document is there until it is read. */
  readonly totalMs: number;
  /** So long nothing may be on its way for a page to count as settled. */
  readonly quietMs: number;
  /** A page that never settles is read after this long; after each scroll, too. */
  readonly patienceMs: number;
  /** Most pages at once. */
  readonly pagesAtOnce: number;
  /** A browser that has shown so many is replaced. */
  readonly pagesPerBrowser: number;
  /** A browser that takes more, once a page is done, is replaced. */
  readonly browserBytes: number;
  /** Most that may arrive for one page, its document apart: scripts, styles, data. */
  readonly trafficBytes: number;
  /** A browser that takes more while a page is under way is killed. */
  readonly fatalBytes: number;
}

export const RENDER_LIMITS: RenderLimits = {
  totalMs: 30_000,
  quietMs: 300,
  patienceMs: 8_000,
  pagesAtOnce: 2,
  pagesPerBrowser: 50,
  browserBytes: 600_000_000,
  trafficBytes: 100_000_000,
  fatalBytes: 1_000_000_000,
};
