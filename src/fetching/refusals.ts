/** Answers that are no content become typed errors here, so that no refusal page is ever taken for what somebody wrote. */
import {
  BlockedError,
  type CrawlError,
  LoginRequiredError,
  NotFoundError,
  ThrottledError,
  UnsupportedContentError,
  UpstreamError,
} from '../errors.ts';
import { isChallenge } from './challenge.ts';
import { type Answer, isSuccess, type Layer, type Request } from './exchange.ts';
import { isLoginWall, isLoginWallLink } from './login-wall.ts';
import { NotModified } from './not-modified.ts';
import { githubQuotaWait } from './quota.ts';
import { isRedirect } from './redirects.ts';
import { parseRetryAfter } from './retry-timing.ts';

/**
 * Lets successes and redirects pass and throws for everything else; `NotModified` for a 304 that was asked for.
 *
 * @param now the clock, in milliseconds since 1970
 */
export function refusing(now: () => number): Layer {
  return (next) => async (request) => {
    if (isLoginWallLink(request.url)) throw loginWall(request.url, 'leads to its log-in page');
    const answer = await next(request);
    if (answer.status === 304 && isConditional(request)) throw new NotModified(answer.url);
    const refusal = refusalOf(answer, request, now());
    if (refusal) throw refusal;
    return answer;
  };
}

const isConditional = ({ headers }: Request): boolean =>
  'if-none-match' in headers || 'if-modified-since' in headers;

/** The error that an answer stands for; undefined when it is none. */
export function refusalOf(answer: Answer, request: Request, now: number): CrawlError | undefined {
  const { url, status, headers } = answer;
  const host = url.hostname;
  if (isChallenge(answer)) {
    return new BlockedError(`${host} answered with a Cloudflare challenge (HTTP ${status}).`, {
      link: url,
    });
  }
  if (isLoginWall(answer)) return loginWall(url, `answered with its log-in page (HTTP ${status})`);
  if (isSuccess(status) || isRedirect(answer)) return undefined;
  const quotaMs = githubQuotaWait(answer, now);
  if (quotaMs !== undefined) {
    return new ThrottledError(
      `The quota of ${host} is used up for ${Math.ceil(quotaMs / 60_000)} min (HTTP ${status}).`,
      {
        link: url,
        retryAfterMs: quotaMs,
        hint: request.headers.authorization
          ? 'Run the same command again later.'
          : 'Set GITHUB_TOKEN: it raises the quota from 60 to 5,000 requests an hour.',
      },
    );
  }
  if (status === 401 && request.headers.authorization) {
    return new LoginRequiredError(`${host} does not accept our token (HTTP 401).`, {
      link: url,
      hint: 'Check GITHUB_TOKEN: it is wrong, has expired or was revoked.',
    });
  }
  return byStatus(url, status, parseRetryAfter(headers.get('retry-after'), now));
}

const loginWall = (url: URL, what: string): CrawlError =>
  new LoginRequiredError(`${url.hostname} ${what}.`, { link: url });

function byStatus(url: URL, status: number, retryAfterMs: number | undefined): CrawlError {
  const message = `${url.hostname} ${storyOf(status)} (HTTP ${status}).`;
  const details = { link: url, retryAfterMs };
  switch (status) {
    case 401:
    case 402:
      return new LoginRequiredError(message, details);
    case 403:
    case 418:
    case 451:
    case 999:
      return new BlockedError(message, details);
    case 404:
    case 410:
      return new NotFoundError(message, details);
    case 429:
      return new ThrottledError(message, details);
    case 407:
      return new UpstreamError(message, {
        ...details,
        hint: 'Put the user name and password of the proxy into HTTPS_PROXY and HTTP_PROXY.',
      });
    case 408:
    case 425:
      return new UpstreamError(message, details);
    default:
      // The rest of 4xx (400, 405, 406, 414 …) is about the link itself: the same request gets the same answer.
      return status >= 400 && status < 500
        ? new UnsupportedContentError(message, details)
        : new UpstreamError(message, details);
  }
}

function storyOf(status: number): string {
  if (status >= 500 && status < 600) return 'failed on its side';
  if (status < 400) return 'redirects to nowhere';
  return STORIES[status] ?? 'does not accept this link';
}

const STORIES: Readonly<Record<number, string>> = {
  401: 'asks for a log-in',
  402: 'asks for payment',
  403: 'refused us',
  404: 'has no such page',
  407: 'was not reached: the proxy asks for a log-in',
  408: 'did not wait for our request',
  410: 'says the page is gone',
  418: 'refused us',
  429: 'asks for fewer requests',
  451: 'may not show this for legal reasons',
  999: 'refused us',
};
