/** Redirects, followed by hand so that each hop passes the guard. */
import { UpstreamError } from '../errors.ts';
import type { Answer, Layer, Request } from './exchange.ts';

const MOST_HOPS = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Follows redirects, at most ten. A step down from https to http is followed like any other: nothing secret is sent, for
 * `authorization` and `cookie` are dropped as soon as a hop leaves the origin they were meant for, and do not come back.
 *
 * @throws UpstreamError for a circle, for too many hops and for a place that is no link
 */
export const followingRedirects: Layer = (next) => async (request) => {
  const seen = new Set<string>();
  let hop: Request = request;
  while (seen.size <= MOST_HOPS) {
    seen.add(hop.url.href);
    const answer = await next(hop);
    const target = redirectTarget(answer);
    if (!target) return answer;
    if (seen.has(target.href)) {
      throw new UpstreamError(`${hop.url.hostname} redirects in a circle.`, {
        link: request.url,
        hint: 'The site probably wants cookies, which goldpan does not keep; give the final link.',
      });
    }
    hop = { ...hop, url: target, headers: headersFor(target, hop) };
  }
  throw new UpstreamError(`${request.url.hostname} redirects more than ${MOST_HOPS} times.`, {
    link: request.url,
    hint: 'Open the link in a browser and give the link where it ends.',
  });
};

/** A status that redirects, with a place to go to. */
export const isRedirect = ({ status, headers }: Answer): boolean =>
  REDIRECTS.has(status) && headers.has('location');

/** Where an answer sends us, if it does; a fragment stays unless the target has its own (RFC 9110, section 10.2.2). */
export function redirectTarget(answer: Answer): URL | undefined {
  if (!isRedirect(answer)) return undefined;
  const { headers, url } = answer;
  const target = URL.parse(asUtf8(headers.get('location') ?? ''), url.href);
  if (!target) {
    throw new UpstreamError(`${url.hostname} redirects to something that is not a link.`, {
      link: url,
    });
  }
  if (!target.hash) target.hash = url.hash;
  return target;
}

/** Header bytes arrive as Latin-1; servers that do not escape their paths mean UTF-8, and browsers read it so. */
const asUtf8 = (header: string): string => Buffer.from(header, 'latin1').toString('utf8');

function headersFor(target: URL, { url, headers }: Request): Request['headers'] {
  if (target.origin === url.origin) return headers;
  const { authorization: _authorization, cookie: _cookie, ...others } = headers;
  return others;
}
