/** A run as a person sees it: progress while it goes, and what it came to. */
import { type IngestReport, ingest } from '../pipeline/ingest.ts';
import type { PersonLinks } from '../pipeline/links-file.ts';
import { progressDisplay } from './progress.ts';
import { DocumentTally, failureList, runTable } from './report.ts';
import type { Session } from './session.ts';
import { paint, plural } from './terminal.ts';

/** Crawls and reports: the progress on stderr, the table and the failures on stdout. */
export async function runIngest(
  people: readonly PersonLinks[],
  session: Session,
  concurrency: number,
): Promise<IngestReport> {
  const documents = new DocumentTally();
  const display = progressDisplay();
  const report = await ingest(people, {
    ...session,
    concurrency,
    onProgress: (progress) => display.show(progress),
    observe: { document: (stored) => documents.add(stored) },
  }).finally(() => display.end());

  for (const link of report.duplicates) {
    console.log(paint('dim', `Given more than once, crawled once: ${link}`));
  }
  if (report.doneBefore > 0) {
    console.log(
      `Went on with an interrupted run: ${plural(report.doneBefore, 'link')} had been done before.`,
    );
  }
  console.log(runTable(report, documents.counts));
  const failures = failureList(report.outcomes);
  if (failures !== '') console.log(failures);
  if (report.left > 0) {
    console.log(`${plural(report.left, 'link')} left; run the same command again to go on.`);
  }
  return report;
}

/** 0 only if every link is done and none failed. */
export function exitCodeOf({ left, outcomes }: IngestReport): number {
  return left === 0 && outcomes.every(({ state }) => state !== 'failed') ? 0 : 1;
}
