/** A run as a person sees it: progress while it goes, and what it came to. */
import type { Run, RunDeps } from '../pipeline/crawl-all.ts';
import { type IngestReport, ingest } from '../pipeline/ingest.ts';
import type { PersonLinks } from '../pipeline/links-file.ts';
import { type RefreshRequest, refresh } from '../pipeline/refresh.ts';
import { progressDisplay } from './progress.ts';
import { DocumentTally, failureList, limitList, runTable } from './report.ts';
import type { Session } from './session.ts';
import { paint, plural } from './terminal.ts';

export type RunOptions = Pick<RunDeps, 'concurrency' | 'ignoresRobots' | 'maxLinks'>;

/** Crawls a links file and reports. */
export async function runIngest(
  people: readonly PersonLinks[],
  session: Session,
  options: RunOptions,
): Promise<Run> {
  const { run, documents } = await shown((deps) => ingest(people, deps), session, options);
  tellGiven(run, 'run');
  report(run, documents);
  return run;
}

/** What is to be said of the links that were given, before what came of them. */
export function tellGiven(
  { duplicates, doneBefore }: Pick<IngestReport, 'duplicates' | 'doneBefore'>,
  what: 'run' | 'ingest',
): void {
  for (const link of duplicates) {
    console.log(paint('dim', `Given more than once, crawled once: ${link}`));
  }
  if (doneBefore > 0) {
    console.log(
      `Went on with an interrupted ${what}: ${plural(doneBefore, 'link')} had been done before.`,
    );
  }
}

/** The table, the limits and the failures, on stdout. */
export function tellOutcomes(run: Run, documents: DocumentTally): void {
  console.log(runTable(run, documents.counts));
  for (const list of [limitList(run.outcomes), failureList(run.outcomes)]) {
    if (list !== '') console.log(list);
  }
}

/** Looks again at what is due and reports. */
export async function runRefresh(
  request: RefreshRequest,
  session: Session,
  options: RunOptions,
): Promise<Run> {
  const { run, documents } = await shown((deps) => refresh(request, deps), session, options);
  if (run.outcomes.length + run.left > 0) report(run, documents);
  else console.log('Nothing is due. To look at everything: goldpan refresh --older-than 0d');
  return run;
}

/** 0 only if every link is done and none failed. */
export function exitCodeOf({ left, outcomes }: Run): number {
  return left === 0 && outcomes.every(({ state }) => state !== 'failed') ? 0 : 1;
}

/** The progress goes to stderr. */
async function shown<Done extends Run>(
  crawl: (deps: RunDeps) => Promise<Done>,
  session: Session,
  options: RunOptions,
): Promise<{ run: Done; documents: DocumentTally }> {
  const documents = new DocumentTally();
  const display = progressDisplay();
  const run = await crawl({
    ...session,
    ...options,
    onProgress: (progress) => display.show(progress),
    observe: { document: (stored) => documents.add(stored) },
  }).finally(() => display.end());
  return { run, documents };
}

function report(run: Run, documents: DocumentTally): void {
  tellOutcomes(run, documents);
  if (run.left > 0) {
    console.log(`${plural(run.left, 'link')} left; run the same command again to go on.`);
  }
}
