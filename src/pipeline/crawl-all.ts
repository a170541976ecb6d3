/** Many links side by side, and what they lead to: the loop of every run, whatever its links come from. */
import { loadConfig } from '../config.ts';
import { readPace } from '../fetching/lanes.ts';
import { InProcessQueue } from '../queue/in-process.ts';
import type { CrawlMessage, Follow } from '../queue/message.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { crawlLink } from './crawl-link.ts';
import { queueInLedger } from './ledger.ts';
import type { Outcome } from './outcome.ts';

export interface RunDeps extends Omit<CrawlDeps, 'follow'> {
  /** Links crawled at the same time. */
  readonly concurrency: number;
  /** Told after each step, for a progress display. */
  readonly onProgress?: (progress: RunProgress) => void;
}

export interface RunProgress {
  readonly done: number;
  /** All links known so far: given, found and done before. */
  readonly total: number;
  /** The links in flight. */
  readonly running: readonly string[];
  /** The link that has just been done. */
  readonly outcome?: Outcome;
}

export interface Run {
  /** In the order in which they were done, after those that had been done before. */
  readonly outcomes: readonly Outcome[];
  /** Links that still wait, after a stop. */
  readonly left: number;
  readonly tookMs: number;
}

/** What a test or a Lambda puts in place of the real ones. */
export interface RunParts {
  readonly crawlLink: typeof crawlLink;
  /** Notes found links as waiting, so that a run that is killed forgets none. */
  readonly queueInLedger: Follow;
}

/**
 * Crawls links and everything that they lead to, each once, until nothing is left or the signal stops it.
 *
 * @param done outcomes of an interrupted run: their links are counted, and not crawled again where something leads to them
 * @throws StorageError when the database goes away
 * @example
 * const { outcomes, left } = await crawlAll(messages, [], { fetcher, signal, log, concurrency: 8 });
 */
export async function crawlAll(
  todo: readonly CrawlMessage[],
  done: readonly Outcome[],
  deps: RunDeps,
  parts: RunParts = { crawlLink, queueInLedger },
): Promise<Run> {
  const { concurrency, onProgress, signal, ...crawlDeps } = deps;
  const startedAt = Date.now();
  const outcomes: Outcome[] = [...done];
  const paceOf = readPace(loadConfig().PACE);
  const laneOf = ({ hostname }: URL): string => paceOf(hostname).name;
  const queue = new InProcessQueue({ concurrency, laneOf });
  let known = done.length;
  const add = (fresh: readonly CrawlMessage[]): void => {
    known += fresh.length;
    queue.add(fresh);
  };
  const follow: Follow = async (messages) => {
    const fresh = queue.reserve(messages);
    await parts.queueInLedger(fresh);
    add(fresh);
  };

  const running = new Set<string>();
  const tell = (outcome?: Outcome): void =>
    onProgress?.({
      done: outcomes.length,
      total: known,
      running: [...running],
      ...(outcome !== undefined && { outcome }),
    });

  queue.reserve(done.map(({ user, link }) => ({ user, link, depth: 0 })));
  add(queue.reserve(todo));
  tell();
  await queue.drain(async (message) => {
    running.add(message.link);
    tell();
    const outcome = await parts.crawlLink(message, { ...crawlDeps, signal, follow });
    running.delete(message.link);
    if (outcome.failure?.code === 'aborted') return;
    outcomes.push(outcome);
    tell(outcome);
  }, signal);
  return { outcomes, left: known - outcomes.length, tookMs: Date.now() - startedAt };
}
