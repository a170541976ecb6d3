/** `goldpan crawl <link> --user "First Last"`: one link, and what it leads to. */
import { findStored } from '../../documents/stored.ts';
import { CrawlError } from '../../errors.ts';
import type { FoundLink } from '../../pipeline/found-links.ts';
import { ingest } from '../../pipeline/ingest.ts';
import { failureOf, type Outcome, type OutcomeState } from '../../pipeline/outcome.ts';
import { previewLink } from '../../pipeline/preview-link.ts';
import { givenLink } from '../archive-link.ts';
import { documentView } from '../document-view.ts';
import { exitCodeOf, runIngest } from '../run.ts';
import { openSession } from '../session.ts';
import { day, oneLine, paint } from '../terminal.ts';

export interface CrawlOptions {
  readonly user: string;
  readonly concurrency: number;
  readonly maxLinks: number;
  /** Where the publication of a Substack export is. */
  readonly site?: string;
  /** Extract and print; no database. */
  readonly dryRun?: true;
  /** One JSON object a line. */
  readonly json?: true;
}

/** @returns the exit code: 0 only if no link failed */
export async function crawl(given: string, options: CrawlOptions): Promise<number> {
  const link = await givenLink(given, options);
  if (options.dryRun) return options.json ? dryRunAsJson(link, options) : dryRun(link, options);
  return options.json ? crawlAsJson(link, options) : crawlAndReport(link, options);
}

async function crawlAndReport(
  link: string,
  { user, concurrency, maxLinks }: CrawlOptions,
): Promise<number> {
  await using session = await openSession();
  return exitCodeOf(await runIngest([{ user, links: [link] }], session, { concurrency, maxLinks }));
}

async function crawlAsJson(
  link: string,
  { user, concurrency, maxLinks }: CrawlOptions,
): Promise<number> {
  await using session = await openSession();
  const ids = new Set<string>();
  const report = await ingest([{ user, links: [link] }], {
    ...session,
    concurrency,
    maxLinks,
    observe: {
      document: ({ id }) => void ids.add(id),
      link: (found) => printRow({ type: 'link', link: found.href }),
    },
  });
  for (const id of ids) {
    for (const { collection, document } of await findStored(id)) {
      printRow({ type: 'document', collection, document });
    }
  }
  // The given link is done before those it led to, and is told of last.
  for (const outcome of report.outcomes.toReversed()) printOutcome(outcome);
  return exitCodeOf(report);
}

async function dryRun(link: string, { user, maxLinks }: CrawlOptions): Promise<number> {
  await using session = await openSession({ database: false });
  for await (const found of previewLink({ user, link }, { ...session, maxLinks })) {
    console.log(
      found.type === 'link'
        ? linkLine(found)
        : `${documentView(found.collection, found.document)}\n`,
    );
  }
  return 0;
}

async function dryRunAsJson(link: string, { user, maxLinks }: CrawlOptions): Promise<number> {
  await using session = await openSession({ database: false });
  let state: OutcomeState = 'followed';
  try {
    for await (const found of previewLink({ user, link }, { ...session, maxLinks })) {
      if (found.type === 'document') state = 'stored';
      printRow(found);
    }
  } catch (error) {
    if (!(error instanceof CrawlError)) throw error;
    printOutcome({ link, state: 'failed', failure: failureOf(error) });
    return 1;
  }
  printOutcome({ link, state });
  return 0;
}

/** The link, and what its source says of it. */
function linkLine({ link, title, publishedAt, changedAt }: FoundLink): string {
  const date = publishedAt ?? changedAt;
  const said = [
    ...(title === undefined ? [] : [oneLine(title)]),
    ...(date === undefined ? [] : [`(${day(date)})`]),
  ];
  return said.length === 0 ? link : `${link}  ${paint('dim', said.join(' '))}`;
}

function printOutcome({
  link,
  state,
  found = 0,
  limit,
  failure,
}: Pick<Outcome, 'link' | 'state' | 'limit' | 'failure'> & { readonly found?: number }): void {
  const { code, message, hint } = failure ?? {};
  printRow({
    type: 'outcome',
    link,
    state,
    ...(limit && { found, limit }),
    ...(failure && { code, message, hint }),
  });
}

function printRow(row: object): void {
  console.log(JSON.stringify(row));
}
