/** How long we wait and how much we take, in milliseconds and bytes. */
export interface FetchLimits {
  /** To establish a connection: name look-up and TLS included. */
  readonly connectMs: number;
  /** Silence of the other side, before and within a body. */
  readonly idleMs: number;
  /** One page, from the request to the last byte. */
  readonly pageMs: number;
  /** A page's body, after its content coding is undone. */
  readonly pageBytes: number;
  /** One call of `page`: redirects, retries and the waits between them together. */
  readonly callMs: number;
  /** One stream, from the request to the last byte. */
  readonly streamMs: number;
}

export const LIMITS: FetchLimits = {
  connectMs: 5_000,
  idleMs: 20_000,
  pageMs: 20_000,
  pageBytes: 10_000_000,
  callMs: 60_000,
  streamMs: 300_000,
};
