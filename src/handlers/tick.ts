/** The tick of a schedule: what is due goes to the queue, or is crawled here until the time is nearly up. */
import { crawlAll } from '../pipeline/crawl-all.ts';
import type { DueLink, dueLinks, handedOver } from '../pipeline/refresh.ts';
import { DEFAULT_CONCURRENCY } from '../queue/in-process.ts';
import type { Follow } from '../queue/message.ts';
import type { Answer } from './answer.ts';
import type { RefreshEvent } from './event.ts';
import type { FollowDeps } from './follow.ts';

/** Links a tick takes; what is above waits for the next one. */
const MOST_LINKS = 3_000;
/** Links that are handed over between two looks at the clock. */
const CHUNK = 100;

export interface TickDeps extends Omit<FollowDeps, 'enqueue'> {
  /** Puts messages into the queue of the fleet. Without it what is due is crawled here. */
  readonly send?: Follow | undefined;
  readonly dueLinks: typeof dueLinks;
  readonly handedOver: typeof handedOver;
}

export interface TickBody {
  /** Links whose time had come. */
  readonly due: number;
  /** Handed to the queue. */
  readonly queued: number;
  /** Crawled in this invocation, new ones that a source led to included. */
  readonly crawled: number;
  readonly failed: number;
  /** Still due, or found and not reached: the next tick goes on with them. */
  readonly left: number;
}

/**
 * Refreshes what is due, those links first that have waited longest.
 *
 * @throws StorageError, UpstreamError when database or queue cannot be reached: what was handed over before stays so
 */
export async function tick(request: RefreshEvent, deps: TickDeps): Promise<Answer<TickBody>> {
  const { links, total } = await deps.dueLinks({ ...request, limit: MOST_LINKS }, deps);
  const body =
    deps.send === undefined
      ? await crawlHere(links, total, deps)
      : await handOver(links, total, deps.send, deps);
  deps.log.info('refreshed', { ...body });
  return { statusCode: 200, body };
}

async function handOver(
  links: readonly DueLink[],
  due: number,
  send: Follow,
  { handedOver, signal }: TickDeps,
): Promise<TickBody> {
  // What is delivered twice is crawled once.
  const since = new Date().toISOString();
  let queued = 0;
  while (queued < links.length && !signal.aborted) {
    const chunk = links.slice(queued, queued + CHUNK);
    const at = new Date();
    await send(chunk.map(({ message }) => ({ ...message, since })));
    await handedOver(chunk, at);
    queued += chunk.length;
  }
  return { due, queued, crawled: 0, failed: 0, left: due - queued };
}

async function crawlHere(
  links: readonly DueLink[],
  due: number,
  { crawlLink, queueInLedger, fetcher, signal, log }: TickDeps,
): Promise<TickBody> {
  const { outcomes, left } = await crawlAll(
    links.map(({ message }) => message),
    [],
    { fetcher, signal, log, concurrency: DEFAULT_CONCURRENCY },
    { crawlLink, queueInLedger },
  );
  const failed = outcomes.filter(({ failure }) => failure !== undefined).length;
  const crawled = outcomes.length - failed;
  return { due, queued: 0, crawled, failed, left: due - links.length + left };
}
