/** The queue of a laptop: links wait in memory, many hosts side by side, one link in flight a lane. */
import type { CrawlMessage } from './message.ts';

export interface InProcessQueueOptions {
  /** How many links are crawled at the same time, over all hosts. */
  readonly concurrency: number;
  /** Links of one lane are crawled one after the other. The host unless given. */
  readonly laneOf?: (link: URL) => string;
}

/**
 * A link mostly waits, for its host's next turn or its answer; what is crawled at once costs little. With fewer places than
 * hosts, though, hosts would wait for each other.
 */
export const DEFAULT_CONCURRENCY = 64;

/**
 * A queue that lives as long as the run; the ledger is what survives it.
 *
 * @example
 * const queue = new InProcessQueue({ concurrency: DEFAULT_CONCURRENCY });
 * queue.add(queue.reserve(messages));
 * await queue.drain((message) => crawl(message), signal);
 */
export class InProcessQueue {
  readonly #concurrency: number;
  readonly #laneOf: (link: URL) => string;
  readonly #lanes = new Map<string, CrawlMessage[]>();
  readonly #busy = new Set<string>();
  readonly #reserved = new Set<string>();
  #wake: (() => void) | undefined;

  constructor({ concurrency, laneOf = ({ host }) => host }: InProcessQueueOptions) {
    this.#concurrency = concurrency;
    this.#laneOf = laneOf;
  }

  /** Those of the messages that this run has not seen yet; they are counted as seen from now on. */
  reserve(messages: readonly CrawlMessage[]): CrawlMessage[] {
    return messages.filter(({ user, link }) => {
      const key = `${user}\n${link}`;
      return !this.#reserved.has(key) && this.#reserved.add(key);
    });
  }

  add(messages: readonly CrawlMessage[]): void {
    for (const message of messages) {
      const name = this.#laneOf(new URL(message.link));
      const lane = this.#lanes.get(name);
      if (lane === undefined) this.#lanes.set(name, [message]);
      else lane.push(message);
    }
    this.#wake?.();
  }

  /** How many links wait. */
  get waiting(): number {
    let waiting = 0;
    for (const lane of this.#lanes.values()) waiting += lane.length;
    return waiting;
  }

  /**
   * Works until nothing waits and nothing runs, including what the work itself adds. After an abort nothing new starts;
   * what runs is awaited, since it ends by the same signal.
   *
   * @throws what `work` throws first; no new link is started then
   */
  async drain(work: (message: CrawlMessage) => Promise<void>, signal: AbortSignal): Promise<void> {
    const running = new Set<Promise<void>>();
    const failures: unknown[] = [];
    for (;;) {
      const mayStart = !signal.aborted && failures.length === 0;
      const next = mayStart && running.size < this.#concurrency ? this.#take() : undefined;
      if (next !== undefined) {
        const { lane, message } = next;
        const task = work(message)
          .catch((error: unknown) => void failures.push(error))
          .finally(() => {
            this.#busy.delete(lane);
            running.delete(task);
          });
        running.add(task);
      } else if (running.size === 0) {
        if (failures.length > 0) throw failures[0];
        return;
      } else {
        const added = new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        await Promise.race([...running, added]);
      }
    }
  }

  /** The next link of a lane that is not busy; the lane goes to the end of the line, so none waits for another's many links. */
  #take(): { lane: string; message: CrawlMessage } | undefined {
    for (const [lane, messages] of this.#lanes) {
      if (this.#busy.has(lane)) continue;
      const message = messages.shift();
      this.#lanes.delete(lane);
      if (message === undefined) continue;
      if (messages.length > 0) this.#lanes.set(lane, messages);
      this.#busy.add(lane);
      return { lane, message };
    }
    return undefined;
  }
}
