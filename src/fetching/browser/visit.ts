/** One page in the browser, from its document to the HTML that its scripts have made of it. */
import type { BrowserContext, Page, Route } from 'playwright-core';
import { TooLargeError } from '../../errors.ts';
import type { WholeAnswer } from '../exchange.ts';
import { hiddenWorld } from './hidden-world.ts';
import { HEIGHT, parsed, SCROLL_DOWN, serialise } from './inside-the-page.ts';
import { headersForBrowser } from './main-document.ts';
import { type NetworkWatch, watchNetwork } from './quiet.ts';

export interface VisitOptions {
  /** How often to scroll down for more, at most. */
  readonly scrolls: number;
  readonly maxBytes: number;
  readonly quietMs: number;
  readonly patienceMs: number;
}

/** What became of a page: its HTML, or the link that its scripts went to. */
export type Visited = { readonly html: string } | { readonly leftFor: URL };

/** Nothing of it is text. */
const LEFT_OUT = new Set(['image', 'font', 'media', 'texttrack', 'manifest']);

/**
 * Shows the document in the context and reads it when it has settled. Only the document itself is handed out: where its
 * scripts (or a `<meta>` refresh) go to another link, that link is the result, for guard, robots and pace apply to it as
 * to any redirect. Frames and further windows are not loaded.
 *
 * @throws TooLargeError when the page is larger than allowed
 * @throws Playwright's errors when page or browser break down
 */
export async function visit(
  context: BrowserContext,
  document: WholeAnswer,
  options: VisitOptions,
): Promise<Visited> {
  const page = await context.newPage();
  const network = watchNetwork(page);
  const left = Promise.withResolvers<Visited>();
  // The page's own requests go by the second; what is left for the first are those of further windows.
  await context.route(
    '**/*',
    quietly((route) => route.abort('blockedbyclient')),
  );
  await page.route(
    '**/*',
    quietly(requestPolicy(page, document, (leftFor) => left.resolve({ leftFor }))),
  );
  context.on('page', (other) => void other.close().catch(() => undefined));

  const crashed = new Promise<never>((_resolve, reject) => {
    page.once('crash', () => reject(new Error('The page has crashed.')));
    page.once('close', () => reject(new Error('The page was closed.')));
  });
  const reading = read(page, network, document.url, options);
  // Whichever comes second is of no interest.
  for (const promise of [reading, crashed]) promise.catch(() => undefined);
  return Promise.race([reading, left.promise, crashed]);
}

async function read(
  page: Page,
  network: NetworkWatch,
  url: URL,
  { scrolls, maxBytes, quietMs, patienceMs }: VisitOptions,
): Promise<Visited> {
  await page.goto(url.href, { waitUntil: 'commit', timeout: 0 });
  const evaluate = await hiddenWorld(page);
  await evaluate(parsed(patienceMs));
  await network.quiet(quietMs, patienceMs);
  for (let times = 0; times < scrolls; times += 1) {
    const before = await evaluate(SCROLL_DOWN);
    await network.quiet(quietMs, patienceMs);
    if (Number(await evaluate(HEIGHT)) <= Number(before)) break;
  }
  // No character is less than a byte, so a page of more characters need not be carried over.
  const html = await evaluate(serialise(maxBytes));
  if (typeof html !== 'string' || Buffer.byteLength(html) > maxBytes) {
    throw new TooLargeError(`${url.hostname} made a page of more than ${maxBytes / 1e6} MB.`, {
      link: url,
    });
  }
  return { html };
}

/** Which requests of the page are let through, and what becomes of the others. */
function requestPolicy(
  page: Page,
  document: WholeAnswer,
  leave: (link: URL) => void,
): (route: Route) => Promise<void> {
  let isHandedOut = false;
  const here = withoutFragment(document.url);
  return async (route) => {
    const request = route.request();
    if (!request.isNavigationRequest()) {
      if (LEFT_OUT.has(request.resourceType())) return route.abort('blockedbyclient');
      return route.continue();
    }
    if (request.frame() !== page.mainFrame()) return route.abort('blockedbyclient');
    const link = new URL(request.url());
    if (!isHandedOut && withoutFragment(link) === here) {
      isHandedOut = true;
      return route.fulfill({
        status: document.status,
        headers: headersForBrowser(document.headers),
        body: Buffer.from(document.body),
      });
    }
    // A page that loads itself again wants something kept (a cookie): to the redirects it is a circle.
    if (request.method() === 'GET') leave(link);
    return route.abort('aborted');
  };
}

/** A request that is decided on too late, because its page has gone, is nobody's failure. */
const quietly =
  (decide: (route: Route) => Promise<void>) =>
  (route: Route): Promise<void> =>
    decide(route).catch(() => undefined);

function withoutFragment(link: URL): string {
  const plain = new URL(link);
  plain.hash = '';
  return plain.href;
}
