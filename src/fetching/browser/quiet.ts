/** Knows when a page has stopped asking for things. */
import type { Page, Request } from 'playwright-core';

/** Connections that stay open by design: a page with one of them is as settled as any. */
const ENDLESS = new Set(['eventsource', 'ping', 'websocket', 'beacon']);

export interface NetworkWatch {
  /** Resolves when nothing has been on its way for `quietMs`, at the latest after `mostMs`. */
  quiet(quietMs: number, mostMs: number): Promise<void>;
}

/** Starts to count; the page's own end ends it. */
export function watchNetwork(page: Page): NetworkWatch {
  const underWay = new Set<Request>();
  let changed: () => void = () => undefined;
  page.on('request', (request) => {
    // Documents are waited for otherwise, and those that are not let through do not always report their end.
    if (request.isNavigationRequest() || ENDLESS.has(request.resourceType())) return;
    underWay.add(request);
    changed();
  });
  const done = (request: Request): void => {
    if (underWay.delete(request)) changed();
  };
  page.on('requestfinished', done);
  page.on('requestfailed', done);

  return {
    quiet: (quietMs, mostMs) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const settle = (): void => {
          clearTimeout(timer);
          clearTimeout(patience);
          changed = () => undefined;
          resolve();
        };
        const patience = setTimeout(settle, mostMs);
        changed = () => {
          clearTimeout(timer);
          if (underWay.size === 0) timer = setTimeout(settle, quietMs);
        };
        changed();
      }),
  };
}
