/** Puts the only door to the network together. Everything that stands between a caller and a socket is named here, once. */
import { setTimeout } from 'node:timers/promises';
import { type Config, loadConfig } from '../config.ts';
import { type ResolveAll, resolveAll } from './addresses.ts';
import { decodeText } from './charset.ts';
import { startDeadline, tookTooLong } from './deadline.ts';
import type { Answer, Exchange, Request, WholeAnswer } from './exchange.ts';
import type { ClosableFetcher, FetchOptions } from './fetcher.ts';
import { type GuardRules, guarded, PUBLIC_INTERNET } from './guard.ts';
import { type FetchLimits, LIMITS } from './limits.ts';
import { parseContentType } from './media-type.ts';
import type { FetchedPage } from './page.ts';
import { readPage } from './read-page.ts';
import { readStream } from './read-stream.ts';
import { followingRedirects } from './redirects.ts';
import { refusing } from './refusals.ts';
import { type RetryDeps, retrying } from './retries.ts';
import { createTransport, type ProxySettings } from './transport.ts';
import { userAgent } from './user-agent.ts';

/** The settings that concern the network; a whole `Config` will do. */
export type FetchSettings = ProxySettings & Partial<Pick<Config, 'CONTACT'>>;

export interface FetchDeps extends RetryDeps {
  /** What may be connected to. Loosened only by tests that need a server of their own. */
  readonly rules: GuardRules;
  readonly resolve: ResolveAll;
  readonly limits: FetchLimits;
  /** The clock, in milliseconds since 1970. */
  now(): number;
  /** PEM of the authorities to trust, instead of Node's and those of NODE_EXTRA_CA_CERTS. */
  readonly ca?: string;
}

const REAL: FetchDeps = {
  rules: PUBLIC_INTERNET,
  resolve: resolveAll,
  limits: LIMITS,
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

const ACCEPT = 'text/html,application/xhtml+xml;q=0.9,application/xml;q=0.8,*/*;q=0.5';

/**
 * Opens the door to the network. Sockets are kept for further requests until `close`, which also ends requests under way.
 *
 * @param settings contact and proxies; from the environment unless given
 * @param deps real ones unless a test gives others
 * @throws InvalidEventError when a setting cannot be used
 * @example
 * const fetcher = createFetcher();
 * const page = await fetcher.page(new URL('https://example.org/post'), { signal });
 * await fetcher.close();
 */
export function createFetcher(
  settings: FetchSettings = loadConfig(),
  deps: Partial<FetchDeps> = {},
): ClosableFetcher {
  const { rules, resolve, limits, now, random, sleep, ca } = { ...REAL, ...deps };
  const { connectMs, idleMs, pageMs, pageBytes, callMs, streamMs } = limits;
  const transport = createTransport({ proxy: settings, rules, resolve, connectMs, idleMs, ca });
  const agent = userAgent(settings.CONTACT);

  /** From the caller inwards: what applies to each hop, then what applies to each attempt. */
  const layered = <A extends Answer>(exchange: Exchange<A>): Exchange<A> =>
    followingRedirects(guarded(rules)(retrying({ random, sleep })(refusing(now)(exchange))));

  const exchangePage = layered(readPage(transport, { maxBytes: pageBytes, totalMs: pageMs }));

  return {
    async page(link, options = {}) {
      using deadline = startDeadline(callMs, options.signal, () => tookTooLong(link, callMs));
      return toPage(link, await exchangePage(request(link, options, deadline.signal, agent)));
    },
    async stream(link, options) {
      const limits = { maxBytes: options.maxBytes, totalMs: streamMs };
      const signal = options.signal ?? new AbortController().signal;
      const answer = await layered(readStream(transport, limits))(
        request(link, options, signal, agent),
      );
      const { url, headers, body } = answer;
      const { mediaType } = parseContentType(headers.get('content-type'));
      return { url, requested: link, headers, mediaType, body };
    },
    close: () => transport.close(),
  };
}

function request(link: URL, options: FetchOptions, signal: AbortSignal, agent: string): Request {
  return {
    url: new URL(link),
    headers: {
      'user-agent': agent,
      accept: options.accept ?? ACCEPT,
      ...(options.authorization !== undefined && { authorization: options.authorization }),
    },
    signal,
  };
}

function toPage(requested: URL, { url, status, headers, body }: WholeAnswer): FetchedPage {
  const contentType = parseContentType(headers.get('content-type'));
  let text: string | undefined;
  return {
    url,
    requested,
    status,
    headers,
    mediaType: contentType.mediaType,
    body,
    get text() {
      text ??= decodeText(body, contentType);
      return text;
    },
  };
}
