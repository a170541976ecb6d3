/** Renders one document in a browser of the pool: in a context of its own, within its time, twice if the browser breaks. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { BrowserCrashError, CrawlError } from '../../errors.ts';
import { startDeadline, tookTooLong } from '../deadline.ts';
import type { Request, WholeAnswer } from '../exchange.ts';
import { bareHost, type GuardRules, portOf } from '../guard.ts';
import { asCrawlError } from '../network-errors.ts';
import type { GuardProxy } from './guard-proxy.ts';
import type { RenderLimits } from './limits.ts';
import { orAborted } from './line.ts';
import type { Pass } from './passes.ts';
import type { Lease, Pool } from './pool.ts';
import { type Visited, visit } from './visit.ts';

export interface RenderOptions {
  readonly scrolls: number;
  readonly signal: AbortSignal;
  /** Stops the clock of the call while it stands in line for the browser. */
  readonly offTheClock?: Request['offTheClock'];
  /** `name=value`, sent with what the page asks of its own host. */
  readonly cookie?: string | undefined;
}

export interface RenderDeps {
  readonly pool: Pool;
  guardProxy(): Promise<GuardProxy>;
  readonly rules: GuardRules;
  readonly userAgent: string;
  /** Most bytes of the rendered page. */
  readonly maxBytes: number;
  readonly limits: RenderLimits;
}

export type Render = (document: WholeAnswer, options: RenderOptions) => Promise<Visited>;

const MOST_ATTEMPTS = 2;

/** Closing a context takes 20 ms; one that hangs takes its browser along. */
const CONTEXT_CLOSES_WITHIN_MS = 2_000;

/**
 * @throws BrowserCrashError when the browser broke down twice, or does not start
 * @throws UpstreamError when the page took too long
 * @throws TooLargeError, AbortedError
 */
export function createRender(deps: RenderDeps): Render {
  const { pool, guardProxy, rules, userAgent, maxBytes, limits } = deps;
  const attempt = async (
    document: WholeAnswer,
    { scrolls, signal, offTheClock = (waiting) => waiting, cookie }: RenderOptions,
  ): Promise<Visited> => {
    const guard = await guardProxy();
    const lease = await offTheClock(pool.lease(signal)).catch((error: unknown) => {
      throw asFinal(error, document.url, signal);
    });
    // The place in line is for the page's own time, not for waiting.
    using deadline = startDeadline(limits.totalMs, signal, () =>
      tookTooLong(document.url, limits.totalMs),
    );
    const pass = guard.admit(rulesWithin(document.url, rules));
    const proxy = { ...pass, server: guard.server, bypass: '<-loopback>' };
    const opening = openContext(lease.chromium.browser, { userAgent, proxy });
    const visiting = opening.then(async (context) => {
      if (cookie !== undefined) await context.addCookies(cookiesFor(document.url, cookie));
      return visit(context, document, { ...limits, scrolls, maxBytes });
    });
    try {
      return await orAborted(visiting, deadline.signal);
    } catch (error) {
      if (!(error instanceof CrawlError)) lease.discard();
      throw asFinal(error, document.url, deadline.signal);
    } finally {
      // Whoever waits for the page does not wait for this; the next page does.
      void tidyUp(opening, pass, lease);
    }
  };

  return async (document, options) => {
    for (let failures = 1; ; failures += 1) {
      try {
        return await attempt(document, options);
      } catch (error) {
        if (error instanceof CrawlError) throw error;
        if (failures < MOST_ATTEMPTS) continue;
        throw new BrowserCrashError(storyOf(error, document.url), {
          link: document.url,
          cause: error,
        });
      }
    }
  };
}

function storyOf(error: unknown, { hostname }: URL): string {
  const why = error instanceof Error ? error.message : String(error);
  return `The browser broke down over ${hostname}, twice (${why.split('\n')[0]?.slice(0, 200)}).`;
}

/** What the signal says comes first: what else broke then is its consequence. What is left is the browser's failure. */
function asFinal(error: unknown, url: URL, signal: AbortSignal): unknown {
  return signal.aborted ? asCrawlError(error, url, signal) : error;
}

/** Hosts of one's own are open to pages of one's own only: a stranger's page must not knock there through us. */
function rulesWithin(page: URL, { own, ...strangers }: GuardRules): GuardRules {
  return own?.includes(bareHost(page.hostname), portOf(page)) ? { own, ...strangers } : strangers;
}

const openContext = (
  browser: Browser,
  own: Pick<BrowserContextOptions, 'userAgent' | 'proxy'>,
): Promise<BrowserContext> =>
  browser.newContext({
    ...own,
    serviceWorkers: 'block',
    acceptDownloads: false,
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 1024 },
  });

/** For exactly that host, and out of the reach of its scripts. */
function cookiesFor(
  { origin, protocol }: URL,
  header: string,
): Parameters<BrowserContext['addCookies']>[0] {
  const secure = protocol === 'https:';
  return header.split(';').flatMap((pair) => {
    const [, name, value] = /^\s*([^=\s]+)=(.*)$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) return [];
    return { name, value: value.trim(), url: origin, httpOnly: true, secure };
  });
}

async function tidyUp(opening: Promise<BrowserContext>, pass: Pass, lease: Lease): Promise<void> {
  pass.revoke();
  const late = new AbortController();
  const isClosed = await Promise.race([
    // A context of a browser that is gone is gone too.
    opening
      .then((context) => context.close())
      .then(
        () => true,
        () => true,
      ),
    sleep(CONTEXT_CLOSES_WITHIN_MS, false, { signal: late.signal }).catch(() => true),
  ]);
  late.abort();
  if (!isClosed) {
    lease.discard();
    lease.chromium.kill();
  }
  await lease.release();
}
