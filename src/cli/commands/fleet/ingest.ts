/** `goldpan fleet ingest [links.json]`: everybody's links, crawled by the fleet and watched from here. */
import { type FleetIngestReport, ingestByFleet } from '../../../fleet/ingest.ts';
import type { Stage } from '../../../fleet/stage.ts';
import { progressDisplay } from '../../progress.ts';
import { readPeople } from '../../read-people.ts';
import { DocumentTally } from '../../report.ts';
import { exitCodeOf, tellGiven, tellOutcomes } from '../../run.ts';
import { stopSignal } from '../../stop-signal.ts';
import { plural } from '../../terminal.ts';
import { openFleet } from './open-fleet.ts';

export interface FleetIngestOptions {
  readonly stage: Stage;
}

/** @returns the exit code: 0 only if every link is done and none failed */
export async function fleetIngest(path: string, { stage }: FleetIngestOptions): Promise<number> {
  const people = await readPeople(path);
  await using fleet = await openFleet(stage);
  const display = progressDisplay();
  const say = (text: string): void => {
    display.end();
    process.stderr.write(`${text}\n`);
  };
  using stop = stopSignal(() => say('\nThe fleet works on; only the watching stops.'));
  const report = await ingestByFleet(people, fleet.stack, {
    signal: stop.signal,
    onProgress: (progress) => display.show(progress),
    onQuiet: () =>
      say(
        `Nothing has come for a minute. What the fleet does: goldpan fleet logs --stage ${stage}`,
      ),
  }).finally(() => display.end());
  print(report, { path, stage, isStopped: stop.signal.aborted });
  return exitCodeOf(report);
}

function print(
  report: FleetIngestReport,
  { path, stage, isStopped }: { path: string; stage: Stage; isStopped: boolean },
): void {
  const { documents, left, triedAgain } = report;
  tellGiven(report, 'ingest');
  const tally = new DocumentTally();
  for (const document of documents) tally.add(document);
  tellOutcomes(report, tally);
  const open = left + triedAgain;
  if (open === 0) return;
  const again = triedAgain > 0 ? ` (${triedAgain} of them failed and are tried again)` : '';
  console.log(
    isStopped
      ? `${plural(open, 'link')} left${again}; the fleet goes on. To watch it again: goldpan fleet ingest ${path} --stage ${stage}`
      : `${plural(open, 'link')} left, but the queue is empty. Why: goldpan fleet redrive --stage ${stage}, goldpan fleet logs --stage ${stage}. The same command sends them again.`,
  );
}
