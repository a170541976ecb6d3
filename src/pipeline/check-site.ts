/** Does a platform still answer, and still look as its crawler knows it? One known page tells. */
import type { DocumentHarvest, Harvest } from '../crawlers/crawler.ts';
import { dispatcher as everyCrawler } from '../dispatcher/index.ts';
import { canonicalLink, parseLink } from '../dispatcher/link.ts';
import { CrawlError, ExtractionEmptyError, UnexpectedError } from '../errors.ts';
import { type HarvestDeps, harvestLink } from './harvest-link.ts';
import type { KnownPage, KnownText } from './known-pages.ts';
import { type Failure, failureOf } from './outcome.ts';

/**
 * - `works`: the page came, and what it holds is what is known of it
 * - `blocked`: the site refuses this address, or asks crawlers to stay away
 * - `unreachable`: no proper answer; that may pass, and may lie at this end
 * - `changed`: an answer in which the crawler does not find what was there
 */
export type SiteVerdict = 'works' | 'blocked' | 'unreachable' | 'changed';

export interface SiteFinding {
  readonly page: KnownPage;
  readonly verdict: SiteVerdict;
  /** Which mark failed, and what to do; only where it does not work. */
  readonly failure?: Failure;
}

export interface CheckSiteDeps extends Omit<HarvestDeps, 'dispatcher'> {
  readonly dispatcher?: HarvestDeps['dispatcher'];
}

const VERDICTS: Readonly<Record<string, SiteVerdict>> = {
  blocked: 'blocked',
  robots_disallowed: 'blocked',
  login_required: 'blocked',
  throttled: 'blocked',
  upstream: 'unreachable',
  aborted: 'unreachable',
  browser_crash: 'unreachable',
};

const CHANGED_HINT =
  'Update goldpan; if it stays so, report this line: the platform looks different from what its crawler knows.';
const GONE_HINT =
  'Open the link in a browser. If it is gone there too, the platform may be well all the same: report this line, goldpan needs another page to tell by.';

/**
 * Reads one known page as a crawl would; of a source, its first link is enough.
 *
 * @example
 * const { verdict, failure } = await checkSite(KNOWN_PAGES[0], { fetcher, signal, log });
 */
export async function checkSite(page: KnownPage, deps: CheckSiteDeps): Promise<SiteFinding> {
  const { dispatcher = everyCrawler } = deps;
  try {
    const link = canonicalLink(parseLink(page.link), dispatcher);
    const { harvest } = await harvestLink(link, { ...deps, dispatcher });
    assertGives(page, await firstOf(harvest, page));
    return { page, verdict: 'works' };
  } catch (cause) {
    const error = cause instanceof CrawlError ? cause : unforeseen(cause);
    const verdict = VERDICTS[error.code] ?? 'changed';
    return { page, verdict, failure: { ...failureOf(error), hint: hintOf(error, verdict) } };
  }
}

function hintOf({ code, hint }: CrawlError, verdict: SiteVerdict): string {
  if (verdict !== 'changed') return hint;
  return code === 'not_found' ? GONE_HINT : CHANGED_HINT;
}

const unforeseen = (cause: unknown): UnexpectedError =>
  new UnexpectedError(cause instanceof Error ? cause.message : String(cause), { cause });

/** The source is left as soon as it has given one of the kind that is looked for. */
async function firstOf(
  harvest: AsyncIterable<Harvest>,
  { gives }: KnownPage,
): Promise<Harvest | undefined> {
  const kind = gives === 'links' ? 'link' : gives.kind;
  for await (const one of harvest) if (one.kind === kind) return one;
  return undefined;
}

function assertGives({ link, gives }: KnownPage, found: Harvest | undefined): void {
  const missing = missingMark(gives, found);
  if (missing !== undefined) throw new ExtractionEmptyError(missing, { link });
}

/** The first mark that is not as it is known. */
function missingMark(gives: KnownText | 'links', found: Harvest | undefined): string | undefined {
  if (gives === 'links') return found === undefined ? 'It leads to no links' : undefined;
  if (found === undefined || found.kind === 'link') return `It gives no ${gives.kind}`;
  const { sourceId, publishedAt } = found;
  if (sourceId !== gives.sourceId) return `Its identity is ${sourceId}, not ${gives.sourceId}`;
  if (gives.isDated && publishedAt === undefined) return 'Its date is missing';
  const { length } = textOf(found);
  return length < gives.leastCharacters
    ? `Its text has ${length} characters; at least ${gives.leastCharacters} are known`
    : undefined;
}

function textOf(document: DocumentHarvest): string {
  switch (document.kind) {
    case 'article':
      return document.markdown;
    case 'post':
      return document.text;
    case 'repository':
      return Object.values(document.files).join('\n');
  }
}
