/** Asks robots.txt before each link, redirects included, and notes what it says besides yes and no. */
import { RobotsDisallowedError } from '../errors.ts';
import type { Log } from '../log.ts';
import { boundedMap } from './bounded-map.ts';
import type { Layer, Request } from './exchange.ts';
import type { RobotsCopies } from './robots-copies.ts';
import { judge, PRODUCT_TOKEN } from './robots-txt.ts';

export interface RobotsDeps {
  readonly copies: RobotsCopies;
  readonly log: Log;
}

/**
 * Interfaces that are documented for programs, with quotas and terms of their own: robots.txt speaks of pages.
 * GitHub's REST API, and where its "download a repository archive" leads (docs.github.com/rest/repos/contents).
 */
const FOR_PROGRAMS: ReadonlySet<string> = new Set(['api.github.com', 'codeload.github.com']);

/** The longest `Crawl-delay` that is kept, in milliseconds: beyond it a site of a hundred posts would take hours. */
const LONGEST_DELAY_MS = 30_000;
const MOST_TOLD = 1_000;

/**
 * @throws RobotsDisallowedError for a link that robots.txt excludes; what `copies` throws
 */
export function heedingRobots({ copies, log }: RobotsDeps): Layer {
  const told = boundedMap<string, object>(MOST_TOLD);

  function tellOfLongDelay(url: URL, delayMs: number): void {
    if (delayMs <= LONGEST_DELAY_MS || told.get(url.origin) !== undefined) return;
    told.set(url.origin, {});
    log.warn('The Crawl-delay of robots.txt is longer than goldpan waits', {
      host: url.hostname,
      seconds: delayMs / 1000,
      waits: LONGEST_DELAY_MS / 1000,
    });
  }

  return (next) => async (request) => {
    if (isExempt(request)) return next(request);
    const { url } = request;
    const { isAllowed, rule, crawlDelayMs, contentSignal } = judge(await copies(request), url);
    if (!isAllowed) {
      throw new RobotsDisallowedError(
        `The robots.txt of ${url.hostname} excludes ${url.pathname} for ${PRODUCT_TOKEN} ("${rule}").`,
        {
          link: url,
          hint: 'Import an export of it instead. If the site is your own: "owns" in the links file, and --ignore-robots.',
        },
      );
    }
    if (crawlDelayMs !== undefined) tellOfLongDelay(url, crawlDelayMs);
    const answer = await next({
      ...request,
      crawlDelayMs: Math.min(crawlDelayMs ?? 0, LONGEST_DELAY_MS),
    });
    return contentSignal === undefined ? answer : { ...answer, contentSignal };
  };
}

const isExempt = ({ url, robotsFreeHost }: Request): boolean =>
  url.hostname === robotsFreeHost || FOR_PROGRAMS.has(url.hostname);
