/** One browser for all pages, started when the first one comes, replaced before it grows old. */
import { AbortedError } from '../../errors.ts';
import type { Chromium } from '../chromium.ts';
import type { RenderLimits } from './limits.ts';
import { createLine, orAborted } from './line.ts';

export interface Lease {
  readonly chromium: Chromium;
  /** The page is done: the next one may come. */
  release(): Promise<void>;
  /** Something is wrong with this browser: it gets no further pages and ends as soon as it has none. */
  discard(): void;
}

export interface Pool {
  /**
   * Waits for one of the few places in the browser, and for the browser.
   *
   * @throws AbortedError when the pool is closed
   * @throws the signal's reason, and whatever keeps the browser from starting
   */
  lease(signal: AbortSignal): Promise<Lease>;
  /** Ends the browser, whatever is under way in it. */
  close(): Promise<void>;
}

/** A browser of the pool. */
interface Tenant {
  readonly starting: Promise<Chromium>;
  shown: number;
  underWay: number;
  isRetired: boolean;
  ending?: Promise<void>;
}

/** How often the memory is looked at while a page is under way. */
const WATCH_MS = 500;

export function createPool(launch: () => Promise<Chromium>, limits: RenderLimits): Pool {
  const line = createLine(limits.pagesAtOnce);
  const tenants = new Set<Tenant>();
  let current: Tenant | undefined;
  let isClosed = false;

  const start = (): Tenant => {
    const tenant: Tenant = { starting: launch(), shown: 0, underWay: 0, isRetired: false };
    tenants.add(tenant);
    // It is told to whoever waits for it; the next one makes a new attempt.
    tenant.starting.catch(() => retire(tenant));
    return tenant;
  };

  const retire = (tenant: Tenant): void => {
    tenant.isRetired = true;
    if (current === tenant) current = undefined;
    endIfIdle(tenant);
  };

  const endIfIdle = (tenant: Tenant): void => {
    if (tenant.isRetired && tenant.underWay === 0) void end(tenant);
  };

  const end = (tenant: Tenant): Promise<void> => {
    tenant.ending ??= tenant.starting
      .then((chromium) => chromium.close())
      // What never started need not be ended.
      .catch(() => undefined)
      .finally(() => tenants.delete(tenant));
    return tenant.ending;
  };

  const enter = (): Tenant => {
    current ??= start();
    const tenant = current;
    tenant.underWay += 1;
    tenant.shown += 1;
    if (tenant.shown >= limits.pagesPerBrowser) retire(tenant);
    return tenant;
  };

  return {
    async lease(signal) {
      const nextPlease = await line.enter(signal);
      if (isClosed) {
        nextPlease();
        throw new AbortedError('The fetcher was closed before this link was done.');
      }
      const tenant = enter();
      const leave = (): void => {
        tenant.underWay -= 1;
        endIfIdle(tenant);
        nextPlease();
      };
      const chromium = await orAborted(tenant.starting, signal).catch((error: unknown) => {
        leave();
        throw error;
      });
      const watch = setInterval(() => void killIfHuge(chromium, limits.fatalBytes), WATCH_MS);
      return {
        chromium,
        async release() {
          clearInterval(watch);
          if ((await bytesOf(chromium)) > limits.browserBytes) retire(tenant);
          leave();
        },
        discard: () => retire(tenant),
      };
    },
    async close() {
      isClosed = true;
      current = undefined;
      await Promise.all([...tenants].map(end));
    },
  };
}

async function killIfHuge(chromium: Chromium, fatalBytes: number): Promise<void> {
  if ((await bytesOf(chromium)) > fatalBytes) chromium.kill();
}

/** A browser that has just died takes nothing. */
const bytesOf = (chromium: Chromium): Promise<number> => chromium.memory().catch(() => 0);
