/** The queue of a laptop: links wait in memory, many hosts side by side, one link in flight a host. */
import type { CrawlMessage } from './message.ts';

export interface InProcessQueueOptions {
  /** How many links are crawled at the same time, over all hosts. */
  readonly concurrency: number;
}

/**
 * A queue that lives as long as the run; the ledger is what survives it.
 *
 * @example
 * const queue = new InProcessQueue({ concurrency: 8 });
 * queue.add(queue.reserve(messages));
 * await queue.drain((message) => crawl(message), signal);
 */
export class InProcessQueue {
  readonly #concurrency: number;
  readonly #lanes = new Map<string, CrawlMessage[]>();
  readonly #busyHosts = new Set<string>();
  readonly #reserved = new Set<string>();
  #wake: (() => void) | undefined;

  constructor({ concurrency }: InProcessQueueOptions) {
    this.#concurrency = concurrency;
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
      const host = new URL(message.link).host;
      const lane = this.#lanes.get(host);
      if (lane === undefined) this.#lanes.set(host, [message]);
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
        const { host, message } = next;
        const task = work(message)
          .catch((error: unknown) => void failures.push(error))
          .finally(() => {
            this.#busyHosts.delete(host);
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

  /** The next link of a host that is not busy; the host goes to the end of the line, so no host waits for another's many links. */
  #take(): { host: string; message: CrawlMessage } | undefined {
    for (const [host, lane] of this.#lanes) {
      if (this.#busyHosts.has(host)) continue;
      const message = lane.shift();
      this.#lanes.delete(host);
      if (message === undefined) continue;
      if (lane.length > 0) this.#lanes.set(host, lane);
      this.#busyHosts.add(host);
      return { host, message };
    }
    return undefined;
  }
}
