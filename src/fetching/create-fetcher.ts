/** Puts the only door to the network together. Everything that stands between a caller and a socket is named here, once. */
import { setTimeout } from 'node:timers/promises';
import { type Config, loadConfig } from '../config.ts';
import { type Log, silentLog } from '../log.ts';
import { type ResolveAll, resolveAll } from './addresses.ts';
import { asLatin1 } from './bodies.ts';
import { createBrowser, type RenderRequest } from './browser/index.ts';
import type { ChromiumSettings } from './chromium.ts';
import { startDeadline, tookTooLong } from './deadline.ts';
import type { Answer, Exchange, Request, WholeAnswer } from './exchange.ts';
import type { ClosableFetcher, FetchOptions, Validators } from './fetcher.ts';
import { type GuardRules, guarded } from './guard.ts';
import type { HostMemory } from './host-memory.ts';
import { inMemoryHosts } from './in-memory-hosts.ts';
import { readPace } from './lanes.ts';
import { type FetchLimits, LIMITS } from './limits.ts';
import { parseContentType } from './media-type.ts';
import { configuredRules } from './own-hosts.ts';
import { createPace } from './pace.ts';
import { readPage } from './read-page.ts';
import { readRobots } from './read-robots.ts';
import { readStream } from './read-stream.ts';
import { followingRedirects } from './redirects.ts';
import { refusing } from './refusals.ts';
import { type RetryDeps, retrying } from './retries.ts';
import { heedingRobots } from './robots.ts';
import { createRobotsCopies } from './robots-copies.ts';
import { completingShells } from './shells.ts';
import { toPage } from './to-page.ts';
import { createTransport, type ProxySettings } from './transport.ts';
import { userAgent } from './user-agent.ts';

/** The settings that concern the network; a whole `Config` will do. */
export type FetchSettings = ProxySettings &
  ChromiumSettings &
  Partial<Pick<Config, 'ALLOW_HOSTS' | 'CONTACT' | 'PACE'>>;

export interface FetchDeps extends RetryDeps {
  /** What is remembered of hosts; the memory of this fetcher alone unless given. */
  readonly hosts: HostMemory;
  /** What may be connected to; the settings' rules unless given. Loosened only by tests that need a server of their own. */
  readonly rules: GuardRules;
  readonly resolve: ResolveAll;
  readonly limits: FetchLimits;
  readonly log: Log;
  /** The clock, in milliseconds since 1970. */
  now(): number;
  /** PEM of the authorities to trust, instead of Node's and those of NODE_EXTRA_CA_CERTS. */
  readonly ca?: string;
}

const REAL: Omit<FetchDeps, 'hosts' | 'rules'> = {
  resolve: resolveAll,
  limits: LIMITS,
  log: silentLog,
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

const ACCEPT = 'text/html,application/xhtml+xml;q=0.9,application/xml;q=0.8,*/*;q=0.5';

/**
 * Opens the door to the network. Sockets are kept for further requests until `close`, which also ends requests under way.
 *
 * @param settings contact, pace and proxies; from the environment unless given
 * @param deps real ones unless a test gives others
 * @throws InvalidEventError when a setting cannot be used
 * @example
 * const fetcher = createFetcher(loadConfig(), { hosts: HostDocument });
 * const page = await fetcher.page(new URL('https://example.org/post'), { signal });
 * await fetcher.close();
 */
export function createFetcher(
  settings: FetchSettings = loadConfig(),
  deps: Partial<FetchDeps> = {},
): ClosableFetcher {
  const { hosts, rules, resolve, limits, log, now, random, sleep, ca }: FetchDeps = {
    ...REAL,
    hosts: inMemoryHosts(),
    rules: configuredRules(settings),
    ...deps,
  };
  const { connectMs, idleMs, pageMs, pageBytes, callMs, streamMs } = limits;
  const transport = createTransport({ proxy: settings, rules, resolve, connectMs, idleMs, ca });
  const agent = userAgent(settings.CONTACT);
  const browser = createBrowser({ settings, rules, resolve, userAgent: agent, limits, ca });

  const pace = createPace({
    hosts,
    laneOf: readPace(settings.PACE ?? loadConfig({}).PACE),
    now,
    sleep,
  });
  const guard = guarded(rules);
  const retry = retrying({ random, sleep });
  const copies = createRobotsCopies({
    hosts,
    now,
    exchange: guard(retry(readRobots(pace.layer, transport, { totalMs: pageMs, now }))),
  });
  const robots = heedingRobots({ copies, log });

  /** From the caller inwards: what applies to each hop, then what applies to each attempt. */
  const layered = <A extends Answer>(exchange: Exchange<A>): Exchange<A> =>
    followingRedirects(guard(robots(retry(refusing(now)(pace.layer(exchange))))));

  const exchangePage = layered(readPage(transport, { maxBytes: pageBytes, totalMs: pageMs }));

  /** The whole way of one link within the time of a call. */
  const within = async (
    link: URL,
    options: FetchOptions,
    exchange: Exchange<WholeAnswer>,
    conditions: Request['headers'] = {},
  ): Promise<WholeAnswer> => {
    using deadline = startDeadline(callMs, options.signal, () => tookTooLong(link, callMs));
    const { signal, offTheClock } = deadline;
    const { headers, ...asked } = request(link, options, signal, agent);
    // Awaited here: the deadline ends with this block.
    return await exchange({ ...asked, headers: { ...headers, ...conditions }, offTheClock });
  };

  const rendered = async (
    link: URL,
    options: FetchOptions,
    how: Pick<RenderRequest, 'held' | 'scrolls'>,
  ): Promise<WholeAnswer> =>
    within(
      link,
      options,
      layered((asked) => browser.exchange({ ...asked, ...how })),
    );

  const complete = completingShells({
    hosts,
    now,
    render: async (page, options) => {
      const { url, status, headers, body } = page;
      const held = { url, status, headers, body, beginning: asLatin1(body) };
      return toPage(page.requested, await rendered(url, options, { held }), { isRendered: true });
    },
  });

  return {
    async page(link, options = {}) {
      const conditions = conditionsOf(options.validators);
      const page = toPage(link, await within(link, options, exchangePage, conditions));
      return options.isShell === undefined ? page : complete(page, options.isShell, options);
    },
    async render(link, options = {}) {
      const { scrolls = 0 } = options;
      return toPage(link, await rendered(link, options, { scrolls }), { isRendered: true });
    },
    complete,
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
    async close() {
      await Promise.all([transport.close(), browser.close()]);
      await pace.idle();
    },
  };
}

function request(link: URL, options: FetchOptions, signal: AbortSignal, agent: string): Request {
  return {
    url: new URL(link),
    headers: {
      'user-agent': agent,
      accept: options.accept ?? ACCEPT,
      ...(options.authorization !== undefined && { authorization: options.authorization }),
      ...(options.cookie !== undefined && { cookie: options.cookie }),
    },
    signal,
    robotsFreeHost: options.ignoreRobots ? link.hostname : undefined,
  };
}

/** RFC 9110, section 13.1: a server that knows the entity tag looks at nothing else. */
const conditionsOf = ({ etag, lastModified }: Validators = {}): Request['headers'] => ({
  ...(etag !== undefined && { 'if-none-match': etag }),
  ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
});
