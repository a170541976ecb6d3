/** What the fleet writes to its log, as its events come. */
import { setTimeout as sleep } from 'node:timers/promises';
import { askAws } from './aws.ts';
import { FleetError } from './fleet-error.ts';
import { type LogLine, readLogLine } from './log-line.ts';
import type { FleetStack } from './stack.ts';

/** Between two looks. */
const LOOK_MS = 2_000;
/** CloudWatch may show an event so much later than others of its time. */
const LATE_MS = 60_000;

export interface LogRequest {
  readonly since: Date;
  /** Only lines that are about this person, or this link. */
  readonly user?: string | undefined;
  readonly link?: string | undefined;
  /** Goes on with what comes, until the signal. */
  readonly follow?: boolean;
  readonly signal: AbortSignal;
}

/**
 * The lines of the fleet's log, oldest first.
 *
 * @throws FleetError
 * @example
 * for await (const { message } of fleetLog(stack, { since, signal })) console.log(message);
 */
export async function* fleetLog(
  { LogGroupName }: Pick<FleetStack, 'LogGroupName'>,
  { since, user, link, follow = false, signal }: LogRequest,
): AsyncGenerator<LogLine> {
  const { CloudWatchLogsClient, FilterLogEventsCommand } = await import(
    '@aws-sdk/client-cloudwatch-logs'
  );
  const client = new CloudWatchLogsClient({});
  const seen = new Map<string, number>();
  let newest = since.getTime();
  try {
    for (;;) {
      let nextToken: string | undefined;
      do {
        const command = new FilterLogEventsCommand({
          logGroupName: LogGroupName,
          startTime: Math.max(since.getTime(), newest - LATE_MS),
          ...(nextToken !== undefined && { nextToken }),
          ...patternFor([user, link]),
        });
        const page = await askAws(`read the log ${LogGroupName}`, () => client.send(command), {
          ResourceNotFoundException: () => {
            throw new FleetError('not_deployed', `There is no log ${LogGroupName}`);
          },
        });
        for (const { eventId = '', timestamp = 0, message = '' } of page.events ?? []) {
          const key = eventId || `${timestamp} ${message}`;
          if (seen.has(key)) continue;
          seen.set(key, timestamp);
          newest = Math.max(newest, timestamp);
          const line = readLogLine(message, new Date(timestamp));
          if (line !== undefined && isAbout(line, user, link)) yield line;
        }
        nextToken = page.nextToken;
      } while (nextToken !== undefined && !signal.aborted);
      for (const [key, timestamp] of seen) if (timestamp < newest - LATE_MS) seen.delete(key);
      if (!follow || signal.aborted) return;
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    client.destroy();
  }
}

/** Lets CloudWatch leave out most of what is not wanted: the words anywhere in the line, all of them. */
function patternFor(words: readonly (string | undefined)[]): { filterPattern?: string } {
  const terms = words
    .flatMap((word) => word?.split(' ') ?? [])
    .filter((word) => !/["\\]/.test(word));
  return terms.length === 0 ? {} : { filterPattern: terms.map((term) => `"${term}"`).join(' ') };
}

const isAbout = (line: LogLine, user: string | undefined, link: string | undefined): boolean =>
  (user === undefined || line.user === user) && (link === undefined || line.link === link);
