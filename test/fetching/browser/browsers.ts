/** A browser for a test, with the pages that it is to meet. */
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { onTestFinished } from 'vitest';
import { resolveAll } from '../../../src/fetching/addresses.ts';
import {
  type Browser,
  type BrowserOptions,
  createBrowser,
  type RenderRequest,
} from '../../../src/fetching/browser/index.ts';
import type { WholeAnswer } from '../../../src/fetching/exchange.ts';
import { PUBLIC_INTERNET } from '../../../src/fetching/guard.ts';
import { LIMITS } from '../../../src/fetching/limits.ts';
import {
  type ReplicaSites,
  type SiteAnswer,
  type SiteRequest,
  startReplicaSites,
} from '../../sites/replica.ts';

export const AGENT = 'goldpan/0.0.0 (+mara@tidewater.example)';

export interface Stage {
  readonly replica: ReplicaSites;
  readonly browser: Browser;
  /** Renders `https://mara.example<path>`. */
  show(path: string, request?: Partial<RenderRequest>): Promise<WholeAnswer>;
  /** The paths that were asked of the site. */
  asked(): string[];
}

export type Pages = Readonly<
  Record<string, string | SiteAnswer | ((request: SiteRequest) => SiteAnswer)>
>;

export type StageOptions = Partial<Omit<BrowserOptions, 'limits'>> & {
  readonly limits?: Partial<BrowserOptions['limits']>;
};

/** A site of these pages and a browser before it, both gone when the test is over. */
export async function stage(pages: Pages, options: StageOptions = {}): Promise<Stage> {
  const replica = await startReplicaSites([
    {
      hosts: ['mara.example', 'api.mara.example'],
      answer: (request) => {
        const page = pages[request.url.pathname];
        if (typeof page === 'string') return { body: page };
        return typeof page === 'function' ? page(request) : page;
      },
    },
  ]);
  const browser = createBrowser({
    rules: PUBLIC_INTERNET,
    resolve: resolveAll,
    userAgent: AGENT,
    ca: replica.ca,
    ...options,
    settings: { HTTPS_PROXY: replica.proxyUrl, HTTP_PROXY: replica.proxyUrl, ...options.settings },
    limits: { ...LIMITS, ...options.limits },
  });
  onTestFinished(async () => {
    await browser.close();
    await replica.close();
  });
  return {
    replica,
    browser,
    show: (path, request = {}) =>
      browser.exchange({
        url: new URL(path, 'https://mara.example'),
        headers: { 'user-agent': AGENT },
        signal: new AbortController().signal,
        ...request,
      }),
    asked: () => replica.requests.map(({ url }) => url.pathname),
  };
}

export const textOf = ({ body }: WholeAnswer): string => Buffer.from(body).toString();

/** What browsers of this process have left in the temporary folder. */
export async function leftovers(): Promise<string[]> {
  const names = await readdir(tmpdir());
  return names.filter((name) => name.startsWith(`goldpan-browser-${process.pid}-`));
}
