/** Where the robots.txt of an origin comes from: this process, else the memory of hosts, else the site. */
import { UpstreamError } from '../errors.ts';
import { boundedMap } from './bounded-map.ts';
import { type Exchange, isSuccess, type Request, type WholeAnswer } from './exchange.ts';
import type { HostMemory, RobotsCopy } from './host-memory.ts';
import { redirectTarget } from './redirects.ts';
import { groupOf } from './robots-txt.ts';
import { unlessAborted } from './turns.ts';

export interface RobotsCopiesDeps {
  readonly hosts: HostMemory;
  /** One request for a robots.txt; throws where the host gives no answer, 429 and 5xx included. */
  readonly exchange: Exchange<WholeAnswer>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** The group of robots.txt that holds for the link of a request. */
export type RobotsCopies = (request: Request) => Promise<string>;

/** RFC 9309, section 2.4. */
const FRESH_MS = 24 * 60 * 60_000;
/** A site whose robots.txt could not be read is not asked again before. */
const TRY_AGAIN_MS = 60_000;
const MOST_HOPS = 5;
/** Characters of all copies that a process holds. */
const MOST_HELD = 8 * 1024 * 1024;
const MOST_FAILURES = 1_000;

/**
 * RFC 9309, section 2.3.1: 4xx means that there are no rules; of a host that does not answer nothing may be fetched, unless
 * an older copy is there (2.4). Links of one origin wait for one request.
 *
 * Its function throws `UpstreamError` where robots.txt cannot be read, and what else the exchange throws.
 */
export function createRobotsCopies({ hosts, exchange, now }: RobotsCopiesDeps): RobotsCopies {
  const copies = boundedMap<string, RobotsCopy>(MOST_HELD, ({ text }) => text.length + 200);
  const failures = boundedMap<string, { error: UpstreamError; until: number }>(MOST_FAILURES);
  const underWay = new Map<string, Promise<unknown>>();

  const isFresh = ({ readAt }: RobotsCopy): boolean => now() - readAt < FRESH_MS;

  async function load(origin: string, request: Request): Promise<string> {
    const kept = await hosts.robotsOf(origin);
    if (kept !== undefined && isFresh(kept)) {
      copies.set(origin, kept);
      return kept.text;
    }
    try {
      const text = groupOf(await ask(request, exchange));
      const copy = { text, readAt: now() };
      await hosts.keepRobots(origin, copy);
      copies.set(origin, copy);
      return text;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      if (kept === undefined) {
        failures.set(origin, { error, until: now() + TRY_AGAIN_MS });
        throw unreadable(request.url, error);
      }
      copies.set(origin, { text: kept.text, readAt: now() - FRESH_MS + TRY_AGAIN_MS });
      return kept.text;
    }
  }

  return async (request) => {
    const { url, signal, offTheClock = (waiting) => waiting } = request;
    const { origin } = url;
    for (;;) {
      const copy = copies.get(origin);
      if (copy !== undefined && isFresh(copy)) return copy.text;
      const failure = failures.get(origin);
      if (failure !== undefined && failure.until > now()) throw unreadable(url, failure.error);
      const other = underWay.get(origin);
      if (other === undefined) break;
      await offTheClock(unlessAborted(other, signal));
    }
    const loading = load(origin, request);
    underWay.set(
      origin,
      loading.then(
        () => underWay.delete(origin),
        () => underWay.delete(origin),
      ),
    );
    return loading;
  };
}

async function ask(request: Request, exchange: Exchange<WholeAnswer>): Promise<string> {
  const { signal, offTheClock } = request;
  const headers = {
    'user-agent': request.headers['user-agent'] ?? '',
    accept: 'text/plain,*/*;q=0.5',
  };
  let url = new URL('/robots.txt', request.url);
  for (let hops = 0; hops <= MOST_HOPS; hops += 1) {
    const answer = await exchange({ url, headers, signal, offTheClock });
    const target = redirectTarget(answer);
    if (target === undefined) {
      const bytes = answer.body;
      return isSuccess(answer.status) ? new TextDecoder().decode(bytes) : '';
    }
    url = target;
  }
  // More hops count as 4xx (section 2.3.1.2).
  return '';
}

const unreadable = (url: URL, cause: UpstreamError): UpstreamError =>
  new UpstreamError(
    `${cause.message} That was about its robots.txt, without which nothing else is asked.`,
    { link: url, retryAfterMs: cause.retryAfterMs, hint: cause.hint, cause },
  );
