/** An ingest by the fleet: links into its queue, and what becomes of them. */
import type { PersonLinks } from '../pipeline/links-file.ts';
import { sqsQueue } from '../queue/sqs.ts';
import { askAws } from './aws.ts';
import { databaseTime } from './fleet-database.ts';
import { type HandOver, handOver } from './hand-over.ts';
import { sqsClient } from './sqs-client.ts';
import type { FleetStack } from './stack.ts';
import { type WatchDeps, type WatchReport, watchLedger } from './watch.ts';

export type FleetIngestDeps = Omit<WatchDeps, 'queueHolds'>;

export interface FleetIngestReport extends WatchReport {
  /** Links that were given more than once. */
  readonly duplicates: readonly string[];
}

/**
 * Has the fleet crawl a links file, and waits for it. An ingest that was interrupted is gone on with.
 *
 * @throws InvalidEventError, UnsafeUrlError before anything is sent
 * @throws StorageError, UpstreamError, FleetError: what was sent stays so
 * @example
 * const report = await ingestByFleet(people, await fleetStack('dev'), { signal, onProgress, onQuiet });
 */
export async function ingestByFleet(
  people: readonly PersonLinks[],
  { QueueUrl }: Pick<FleetStack, 'QueueUrl'>,
  deps: FleetIngestDeps,
): Promise<FleetIngestReport> {
  const { GetQueueAttributesCommand } = await import('@aws-sdk/client-sqs');
  const client = await sqsClient();
  const queueHolds = async (): Promise<boolean> => {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] });
    const { Attributes = {} } = await askAws('look into the queue', () => client.send(command));
    return COUNTS.some((name) => Number(Attributes[name] ?? 0) > 0);
  };
  try {
    const enqueue = sqsQueue(QueueUrl, { client: async () => client }).follow;
    const { signal, onProgress } = deps;
    const startedAt = performance.now();
    const onSending = (total: number): void => onProgress({ done: 0, total, running: [] });
    const now = await databaseTime();
    const handed = await handOver(people, { enqueue, now, signal, onSending });
    const watched = await watchLedger({ ...handed, now }, { ...deps, queueHolds });
    return { ...reportOf(handed, watched), tookMs: performance.now() - startedAt };
  } finally {
    client.destroy();
  }
}

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

function reportOf({ done, duplicates, unsent }: HandOver, watched: WatchReport): FleetIngestReport {
  const keyOf = ({ user, link }: { user: string; link: string }): string => `${user}\n${link}`;
  const told = new Set(watched.outcomes.map(keyOf));
  const others = done.filter((outcome) => !told.has(keyOf(outcome)));
  return {
    ...watched,
    outcomes: [...others, ...watched.outcomes],
    left: watched.left + unsent,
    duplicates,
    doneBefore: others.length + watched.doneBefore,
  };
}
