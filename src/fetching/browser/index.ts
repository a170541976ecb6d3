/** The second way to a page: the same request as over HTTP, and then the scripts of what came are run in a browser. */
import type { ResolveAll } from '../addresses.ts';
import { asLatin1 } from '../bodies.ts';
import { isChallenge } from '../challenge.ts';
import { type ChromiumSettings, launchChromium } from '../chromium.ts';
import { isSuccess, type Request, type WholeAnswer } from '../exchange.ts';
import type { GuardRules } from '../guard.ts';
import type { FetchLimits } from '../limits.ts';
import { isLoginWall } from '../login-wall.ts';
import { readPage } from '../read-page.ts';
import { createTransport, type ProxySettings } from '../transport.ts';
import { type GuardProxy, startGuardProxy } from './guard-proxy.ts';
import { RENDER_LIMITS, type RenderLimits } from './limits.ts';
import { canBeRendered, headersOfRendered } from './main-document.ts';
import { createPool } from './pool.ts';
import { createRender } from './render.ts';
import { trustedKeys } from './trusted-keys.ts';

export interface BrowserOptions {
  readonly settings: ProxySettings & ChromiumSettings;
  readonly rules: GuardRules;
  readonly resolve: ResolveAll;
  /** What pages see as `navigator.userAgent`, and sites with every request. */
  readonly userAgent: string;
  readonly limits: Pick<FetchLimits, 'connectMs' | 'idleMs' | 'pageMs' | 'pageBytes'> &
    Partial<RenderLimits>;
  /** PEM of the authorities to trust, instead of those of NODE_EXTRA_CA_CERTS. */
  readonly ca?: string | undefined;
}

export interface RenderRequest extends Request {
  /** How often to scroll down for more, at most; 0 unless said. */
  readonly scrolls?: number;
  /** The answer that this request has had over HTTP a moment ago; without it, it is asked for. */
  readonly held?: WholeAnswer;
}

export interface Browser {
  readonly exchange: (request: RenderRequest) => Promise<WholeAnswer>;
  /** Ends what is under way and the browser with it, within seconds. */
  close(): Promise<void>;
}

/**
 * A browser behind the shape of an HTTP exchange. The document itself is fetched by the same transport as over HTTP, so
 * statuses, redirects, refusals, limits, certificates and failures are the same by construction; the browser is started
 * only for a success that is HTML. What the page then asks for goes through the guard proxy.
 *
 * Of a rendered page the body is the document after its scripts, in UTF-8; the headers are those of the document, without
 * `etag` and `last-modified`, which say nothing of what scripts have fetched.
 *
 * Its exchange throws what HTTP throws, and `BrowserCrashError` when the browser breaks down twice over a page or does not
 * start.
 *
 * @example
 * const browser = createBrowser({ settings: loadConfig(), rules: PUBLIC_INTERNET, resolve: resolveAll, userAgent, limits: LIMITS });
 * const { body } = await browser.exchange({ url, headers, signal });
 */
export function createBrowser(options: BrowserOptions): Browser {
  const { settings, rules, resolve, userAgent, ca } = options;
  const limits = { ...RENDER_LIMITS, ...options.limits };
  const { connectMs, idleMs, pageMs, pageBytes } = limits;
  const transport = createTransport({ proxy: settings, rules, resolve, connectMs, idleMs, ca });
  const fetchDocument = readPage(transport, { maxBytes: pageBytes, totalMs: pageMs });
  let guard: Promise<GuardProxy> | undefined;
  const guardProxy = (): Promise<GuardProxy> => {
    guard ??= startGuardProxy({
      proxy: settings,
      resolve,
      connectMs,
      idleMs,
      mostBytes: limits.trafficBytes,
    });
    return guard;
  };
  const pool = createPool(
    () => launchChromium({ settings, userAgent, trustedKeys: trustedKeys(ca) }),
    limits,
  );
  const render = createRender({ pool, guardProxy, rules, userAgent, maxBytes: pageBytes, limits });

  return {
    async exchange(request) {
      const { url, signal, offTheClock, scrolls = 0, held } = request;
      const document = held?.url.href === url.href ? held : await fetchDocument(request);
      if (!isSuccess(document.status) || !canBeRendered(document) || isRefusal(document)) {
        return document;
      }
      const { cookie } = request.headers;
      const visited = await render(document, { scrolls, signal, offTheClock, cookie });
      return 'html' in visited
        ? rendered(document, visited.html)
        : sentOn(document, visited.leftFor);
    },
    async close() {
      await Promise.all([pool.close(), transport.close()]);
      await (await guard)?.close();
    },
  };
}

/** Known by the document alone: its scripts need not be run to be refused. */
const isRefusal = (answer: WholeAnswer): boolean => isChallenge(answer) || isLoginWall(answer);

function rendered({ url, status, headers }: WholeAnswer, html: string): WholeAnswer {
  const body = Buffer.from(html);
  return { url, status, headers: headersOfRendered(headers), beginning: asLatin1(body), body };
}

/** A page whose scripts went elsewhere is a redirect, to be followed like one. */
const sentOn = ({ url }: WholeAnswer, link: URL): WholeAnswer => ({
  url,
  status: 302,
  headers: new Map([['location', link.href]]),
  beginning: '',
  body: new Uint8Array(),
});
