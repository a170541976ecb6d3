/** `goldpan crawl <link> --user "First Last"`: one link, and what it leads to. */
import { findStored } from '../../documents/stored.ts';
import { CrawlError } from '../../errors.ts';
import { ingest } from '../../pipeline/ingest.ts';
import { type Failure, failureOf, type OutcomeState } from '../../pipeline/outcome.ts';
import { previewLink } from '../../pipeline/preview-link.ts';
import { documentView } from '../document-view.ts';
import { exitCodeOf, runIngest } from '../run.ts';
import { openSession } from '../session.ts';

export interface CrawlOptions {
  readonly user: string;
  readonly concurrency: number;
  /** Extract and print; no database. */
  readonly dryRun?: true;
  /** One JSON object a line. */
  readonly json?: true;
}

/** @returns the exit code: 0 only if no link failed */
export async function crawl(link: string, options: CrawlOptions): Promise<number> {
  if (options.dryRun) return options.json ? dryRunAsJson(link, options) : dryRun(link, options);
  return options.json ? crawlAsJson(link, options) : crawlAndReport(link, options);
}

async function crawlAndReport(link: string, { user, concurrency }: CrawlOptions): Promise<number> {
  await using session = await openSession();
  return exitCodeOf(await runIngest([{ user, links: [link] }], session, { concurrency }));
}

async function crawlAsJson(link: string, { user, concurrency }: CrawlOptions): Promise<number> {
  await using session = await openSession();
  const ids = new Set<string>();
  const report = await ingest([{ user, links: [link] }], {
    ...session,
    concurrency,
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
  for (const { link: done, state, failure } of report.outcomes.toReversed()) {
    printOutcome(done, state, failure);
  }
  return exitCodeOf(report);
}

async function dryRun(link: string, { user }: CrawlOptions): Promise<number> {
  await using session = await openSession({ database: false });
  for await (const found of previewLink({ user, link }, session)) {
    console.log(
      found.type === 'link' ? found.link : `${documentView(found.collection, found.document)}\n`,
    );
  }
  return 0;
}

async function dryRunAsJson(link: string, { user }: CrawlOptions): Promise<number> {
  await using session = await openSession({ database: false });
  let state: OutcomeState = 'followed';
  try {
    for await (const found of previewLink({ user, link }, session)) {
      if (found.type === 'document') state = 'stored';
      printRow(found);
    }
  } catch (error) {
    if (!(error instanceof CrawlError)) throw error;
    printOutcome(link, 'failed', failureOf(error));
    return 1;
  }
  printOutcome(link, state, undefined);
  return 0;
}

function printOutcome(link: string, state: OutcomeState, failure: Failure | undefined): void {
  const { code, message, hint } = failure ?? {};
  printRow({ type: 'outcome', link, state, ...(failure && { code, message, hint }) });
}

function printRow(row: object): void {
  console.log(JSON.stringify(row));
}
