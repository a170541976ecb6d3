/** The way of one link, from an event to documents in the database and a row in the ledger. */
import { dispatcher as everyCrawler } from '../dispatcher/index.ts';
import { canonicalLink, parseLink } from '../dispatcher/link.ts';
import { CrawlDocument } from '../documents/crawl.ts';
import { fullName, parseUserName, UserDocument } from '../documents/user.ts';
import { AbortedError, CrawlError, UnexpectedError } from '../errors.ts';
import { NotModified } from '../fetching/index.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { CrawlInProgress } from './crawl-in-progress.ts';
import { doneMeanwhile, doneSince } from './delivery.ts';
import { recordInLedger } from './ledger.ts';
import { failureOf, type Outcome } from './outcome.ts';
import { asBefore, type CrawlResult, documentsOf } from './revisit.ts';
import type { Author } from './to-document.ts';

export interface CrawlRequest {
  /** 'First Last'. */
  readonly user: string;
  readonly link: string;
  /** 0 for a link that a person gave. */
  readonly depth?: number;
  /** Only what is new is wanted: known links that a source leads to are not followed again. */
  readonly refresh?: true;
  /** ISO 8601: nothing is asked for where the ledger says that the link was done since then. */
  readonly since?: string;
}

/**
 * Crawls one link for one person: checks, dispatches, extracts, stores, follows and records it.
 *
 * @returns what became of the link, its failure included; the ledger holds the same
 * @throws InvalidEventError, UnsafeUrlError for bad input: nothing was fetched, nothing stored
 * @throws StorageError when the database cannot be reached
 * @example
 * const outcome = await crawlLink({ user: 'Mara Lindqvist', link: 'https://mara.example/notes/tides' }, deps);
 * if (outcome.state === 'failed') console.error(outcome.failure.hint);
 */
export async function crawlLink(request: CrawlRequest, deps: CrawlDeps): Promise<Outcome> {
  const { dispatcher = everyCrawler, observe, signal, comesBack } = deps;
  const startedAt = new Date();
  const name = parseUserName(request.user);
  const { depth = 0, refresh: isRefresh = false, since } = request;
  const files = deps.files === true && depth === 0;
  const link = canonicalLink(parseLink(request.link, { files }), dispatcher);

  const user = await UserDocument.getOrCreate(name);
  const author: Author = { id: user.id, fullName: fullName(name) };
  const row = await CrawlDocument.find({ userId: author.id, link: link.href });
  const past = doneSince(row, since, author.fullName);
  if (past !== undefined) return past;
  const crawl = new CrawlInProgress(
    { link, author, depth, isRefresh, since, row },
    { ...deps, dispatcher },
  );
  const end = await crawl.run().then(
    () => undefined,
    (error: unknown) => (error instanceof NotModified ? error : asCrawlError(error, signal)),
  );
  const isNotModified = end instanceof NotModified && row !== undefined;
  const result: CrawlResult = isNotModified ? asBefore(row) : crawl.result;
  if (isNotModified) for (const document of documentsOf(row)) observe?.document?.(document);
  const failure = end instanceof CrawlError ? end : undefined;

  if (failure !== undefined && comesBack !== undefined) {
    const identity = { user: author.fullName, userId: author.id, link: link.href };
    const other = await doneMeanwhile(row, identity);
    if (other !== undefined) return other;
  }
  const { state, platform, documents, found, known, limit, isRendered } = result;
  const outcome: Outcome = {
    user: author.fullName,
    link: link.href,
    state: failure === undefined ? state : 'failed',
    platform,
    documents,
    found,
    ...(isRefresh && { known }),
    ...(limit !== undefined && { limit }),
    ...(isRendered && { isRendered }),
    ...(failure !== undefined && { failure: failureOf(failure) }),
    tookMs: Date.now() - startedAt.getTime(),
  };
  const deliveredAt = comesBack ? new Date(since ?? startedAt) : undefined;
  // A link that was stopped half-way stays queued: the next run goes on with it.
  if (!(failure instanceof AbortedError) || comesBack === false) {
    await recordInLedger(outcome, {
      userId: author.id,
      depth,
      startedAt,
      row,
      trace: result.trace,
      handedOverAt: comesBack === false ? undefined : (row?.handedOverAt ?? deliveredAt),
    });
  }
  // A row under the form that an older goldpan gave the link would stay due for ever.
  if (isRefresh && request.link !== link.href && failure?.code !== 'aborted') {
    await CrawlDocument.forget({ userId: author.id, link: request.link });
  }
  return outcome;
}

function asCrawlError(error: unknown, signal: AbortSignal): CrawlError {
  if (error instanceof CrawlError) return error;
  if (signal.aborted) return new AbortedError('Stopped before the link was done', { cause: error });
  return new UnexpectedError(error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}
