/** `goldpan fleet redrive`: dead letters, each with its reason, back to the queue. */
import { createInterface } from 'node:readline/promises';
import { type DeadLetterQueue, openDeadLetters } from '../../../fleet/dead-letters.ts';
import { type Explained, explain, sendBack } from '../../../fleet/redrive.ts';
import type { Stage } from '../../../fleet/stage.ts';
import { failureEntry } from '../../report.ts';
import { stopSignal } from '../../stop-signal.ts';
import { oneLine, plural, shorten } from '../../terminal.ts';
import { openFleet } from './open-fleet.ts';

export interface FleetRedriveOptions {
  readonly stage: Stage;
  /** Without asking. */
  readonly yes?: true;
  /** Deletes what is no message that could be crawled. */
  readonly dropPoison?: true;
}

interface Tally {
  sent: number;
  dropped: number;
  poison: number;
  refused: number;
}

/** @returns the exit code: 0 if all that can be crawled went back, 1 if it was not wanted or SQS refused some */
export async function fleetRedrive(options: FleetRedriveOptions): Promise<number> {
  await using fleet = await openFleet(options.stage);
  using deadLetters = await openDeadLetters(fleet.stack);
  using stop = stopSignal();
  const tally: Tally = { sent: 0, dropped: 0, poison: 0, refused: 0 };
  const held: Explained[] = [];
  try {
    for (;;) {
      const letters = await deadLetters.receive();
      if (letters.length === 0) break;
      const explained: Explained[] = [];
      for (const letter of letters) explained.push(await explain(letter));
      held.push(...explained);
      for (const entry of explained) console.log(entryOf(entry));
      if (!(await isWanted(explained, options, stop.signal))) {
        console.log(
          `Not wanted: ${plural(explained.length, 'dead letter')} stayed. Without asking: goldpan fleet redrive --yes`,
        );
        return 1;
      }
      for (const gone of await move(explained, deadLetters, options, tally)) {
        held.splice(held.indexOf(gone), 1);
      }
    }
  } finally {
    await deadLetters.release(held.map(({ letter }) => letter));
  }
  for (const line of summary(tally)) console.log(line);
  return tally.refused > 0 ? 1 : 0;
}

/** @returns those that are no dead letters any more */
async function move(
  explained: readonly Explained[],
  deadLetters: DeadLetterQueue,
  { dropPoison }: FleetRedriveOptions,
  tally: Tally,
): Promise<Explained[]> {
  const poison = explained.filter(({ message }) => message === undefined);
  const crawlable = explained.filter(({ message }) => message !== undefined);
  const sent = await sendBack(crawlable, deadLetters);
  tally.sent += sent.done.length;
  tally.refused += sent.left.length;
  const dropped = dropPoison
    ? await deadLetters.drop(poison.map(({ letter }) => letter))
    : { done: [] };
  tally.dropped += dropped.done.length;
  tally.poison += poison.length - dropped.done.length;
  const gone = new Set([...sent.done, ...dropped.done]);
  return explained.filter(({ letter }) => gone.has(letter));
}

function entryOf({ letter, message, attempts, code, reason, hint }: Explained): string {
  const what =
    message === undefined
      ? `no link: ${shorten(oneLine(letter.body), 80)}`
      : `${message.link} (${message.user}, ${plural(attempts, 'attempt')})`;
  return failureEntry(what, { code, message: reason, hint });
}

async function isWanted(
  explained: readonly Explained[],
  { yes, dropPoison }: FleetRedriveOptions,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) return false;
  const crawlable = explained.filter(({ message }) => message !== undefined).length;
  const poison = explained.length - crawlable;
  const actions = [
    ...(crawlable > 0 ? [`send ${plural(crawlable, 'link')} back to the queue`] : []),
    ...(poison > 0 && dropPoison ? [`delete ${plural(poison, 'message')} for good`] : []),
  ];
  if (yes || actions.length === 0) return true;
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = actions.join(' and ');
    const answer = await terminal.question(
      `${question.charAt(0).toUpperCase()}${question.slice(1)}? [y/N] `,
      { signal },
    );
    return /^y(?:es)?$/i.test(answer.trim());
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  } finally {
    terminal.close();
  }
}

function summary({ sent, dropped, poison, refused }: Tally): string[] {
  if (sent + dropped + poison + refused === 0) return ['There are no dead letters.'];
  return [
    `${plural(sent, 'link')} sent back to the queue.`,
    ...(dropped > 0 ? [`${plural(dropped, 'message')} deleted.`] : []),
    ...(poison > 0
      ? [
          `${plural(poison, 'dead letter')} that no attempt can crawl stayed, with what lies behind in the same group; goldpan fleet redrive --drop-poison deletes them.`,
        ]
      : []),
    ...(refused > 0
      ? [`${plural(refused, 'dead letter')} stayed: SQS did not take them. Run it again.`]
      : []),
  ];
}
