/**
 * One question to a site and its answer, and the shape of everything that is put around it. A layer takes an exchange and
 * gives an exchange, so guard, robots.txt, redirects, retries and pace know nothing of each other and are put in their order
 * in one place: `create-fetcher.ts`.
 */

import type { ContentSignal } from './page.ts';

export interface Request {
  readonly url: URL;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** A host whose robots.txt is not asked: it is the person's own. */
  readonly robotsFreeHost?: string | undefined;
  /** What the site's robots.txt asks for between two requests, in milliseconds. */
  readonly crawlDelayMs?: number | undefined;
  /** Stops the clock of the call while somebody stands in line for a host: that wait is no fault of the site's. */
  readonly offTheClock?: (<T>(waiting: Promise<T>) => Promise<T>) | undefined;
  /** Called when the request goes out, after a connection is there. */
  readonly onSent?: (() => void) | undefined;
}

export interface Answer {
  /** The link that gave this answer. */
  readonly url: URL;
  readonly status: number;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** The first 64 kB of what came, one character a byte: enough to know a refusal page by. Empty for a stream still to be read. */
  readonly beginning: string;
  /** Settles when nothing more arrives; absent where all of it is here. */
  readonly arrived?: Promise<void>;
  /** What the site's robots.txt says of the use of its content. */
  readonly contentSignal?: ContentSignal | undefined;
}

/** The whole body is here, decoded from its content coding. */
export interface WholeAnswer extends Answer {
  readonly body: Uint8Array;
}

/** The body arrives while it is read. */
export interface StreamedAnswer extends Answer {
  readonly body: AsyncIterable<Uint8Array>;
}

export type Exchange<A extends Answer> = (request: Request) => Promise<A>;

export type Layer = <A extends Answer>(next: Exchange<A>) => Exchange<A>;

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;
