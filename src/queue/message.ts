/** A link waiting to be crawled for a person: what lies in the queue, in the cloud and on a laptop alike. */
import * as z from 'zod';
import { InvalidEventError } from '../errors.ts';

export interface CrawlMessage {
  /** 'First Last', as in links.json. */
  readonly user: string;
  readonly link: string;
  /** How many links lie between this one and one that a person gave: 0 for a given link. */
  readonly depth: number;
  /** Asks only for what is new: of the links that this one leads to, those that are known and have not changed are left. */
  readonly refresh?: true;
  /** When the ingest began that asks for it (ISO 8601): what the ledger says was done since then is not done again. */
  readonly since?: string;
}

/** Takes found links to be crawled later. Resolves when they are safely handed over. */
export type Follow = (messages: readonly CrawlMessage[]) => Promise<void>;

// The link is checked by the pipeline, which knows what a link may be. Further fields are ignored, so that a newer producer
// may add its own.
const crawlMessage = z.object({
  user: z.string({ error: 'must be a string: the person\'s "First Last"' }),
  link: z.string({ error: 'must be a string: the link to crawl' }),
  depth: z.int().min(0).default(0),
  refresh: z.literal(true).exactOptional(),
  since: z.iso.datetime({ offset: true }).exactOptional(),
});

/**
 * Reads the body of a queue message.
 *
 * @throws InvalidEventError when it is not JSON or not a `CrawlMessage`; the message names the first field that is wrong,
 *   never its value
 * @example
 * readMessage('{"user":"Mara Lindqvist","link":"https://mara.example/"}').depth; // 0
 */
export function readMessage(body: string): CrawlMessage {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // What JSON.parse says quotes the text, which may be anything.
    throw new InvalidEventError('The queue message is not JSON');
  }
  const message = crawlMessage.safeParse(parsed);
  if (!message.success) {
    const [issue] = message.error.issues;
    const said = [issue?.path.join('.'), issue?.message].filter(Boolean).join(' ');
    throw new InvalidEventError(`The queue message is not one: ${said}`);
  }
  return message.data;
}
