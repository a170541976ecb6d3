/** When a page is worth a browser: it says so itself, and what came of it is remembered of its host. */
import type { FetchOptions, IsShell } from './fetcher.ts';
import type { HostMemory } from './host-memory.ts';
import { isHtml } from './media-type.ts';
import type { FetchedPage } from './page.ts';

export interface ShellDeps {
  readonly hosts: HostMemory;
  /** The same page in the browser. */
  readonly render: (page: FetchedPage, options: FetchOptions) => Promise<FetchedPage>;
  /** Milliseconds since 1970. */
  now(): number;
}

export type Complete = (
  page: FetchedPage,
  isShell: IsShell,
  options?: FetchOptions,
) => Promise<FetchedPage>;

/**
 * Renders a page that is only a shell, and keeps the rendered form if it is more than that. A host whose pages stay shells is
 * not rendered again, one whose pages were filled is not asked again, for 30 days.
 */
export function completingShells({ hosts, render, now }: ShellDeps): Complete {
  return async (page, isShell, options = {}) => {
    if (!isHtml(page.mediaType)) return page;
    const host = page.url.hostname;
    const known = await hosts.browserUse(host, now());
    if (known === 'useless' || (known === undefined && !isShell(page))) return page;
    const rendered = await render(page, options);
    const isFilled = !isShell(rendered);
    if (known === undefined) {
      await hosts.keepBrowserUse(host, isFilled ? 'needed' : 'useless', now());
    }
    return isFilled ? rendered : page;
  };
}
