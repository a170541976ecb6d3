/** The ledger: one row a link and user, what became of it, and what is still to be done. */
import type { AnyBulkWriteOperation, Document as Update } from 'mongodb';
import * as z from 'zod';
import { type DocumentFilter, type DocumentOf, defineDocument } from './define-document.ts';
import type { RawDocument } from './prepare-collection.ts';
import { inStorage, isDuplicate, storageError } from './storage-error.ts';

const crawlSchema = z.object({
  userId: z.string().min(1),
  /** In canonical form. */
  link: z.string().min(1),
  /** How many links lie between this one and one that a person gave. */
  depth: z.int().min(0).default(0),
  state: z.enum(['queued', 'stored', 'unchanged', 'followed', 'failed']),
  platform: z.string().min(1).exactOptional(),
  crawler: z.string().min(1).exactOptional(),
  /** The code of the error; these four only with `failed`. */
  reason: z.string().min(1).exactOptional(),
  message: z.string().exactOptional(),
  hint: z.string().exactOptional(),
  retry: z.enum(['never', 'later']).exactOptional(),
  /** How often it was crawled, whatever came of it. */
  attempts: z.int().min(0).default(0),
  /** Documents that the link gave when it last gave something: stored, replaced and unchanged ones. */
  documents: z.int().min(0).default(0),
  /** Further links that it gave. */
  found: z.int().min(0).default(0),
  /** How many of these were followed, now or before; only where a limit left others out. */
  followed: z.int().min(0).exactOptional(),
  /** Validators of the last good answer, for a conditional request next time. */
  etag: z.string().exactOptional(),
  lastModified: z.string().exactOptional(),
  /** The link that they belong to: the first that the crawl of this one asked for. */
  validatedLink: z.string().exactOptional(),
  /** Where lies what the link gave: 'articles/<_id>'. */
  storedAs: z.array(z.string()).exactOptional(),
  /** When what the link gave was last written, as its page says it and as the last crawls saw it. */
  changedAt: z.date().exactOptional(),
  /** When a page that had been there was first seen gone; its documents stay. */
  goneAt: z.date().exactOptional(),
  tookMs: z.number().min(0).exactOptional(),
  firstSeenAt: z.date().default(() => new Date()),
  attemptedAt: z.date().exactOptional(),
  /** From when on a refresh takes it up; never where it is absent. */
  refreshAt: z.date().exactOptional(),
  /** Since when its message lies in a queue; gone when the link is done, or its message a dead letter. */
  handedOverAt: z.date().exactOptional(),
});

export type Crawl = DocumentOf<typeof crawlSchema>;
export type CrawlState = Crawl['state'];
/** A link that waits; `refreshAt` counts only where the row is new. */
export type QueuedCrawl = Pick<Crawl, 'userId' | 'link'> &
  Partial<Pick<Crawl, 'depth' | 'refreshAt'>>;
/** What one attempt at a link came to; `attempts` and `firstSeenAt` are kept by the ledger itself. */
export type CrawlOutcome = Omit<
  z.input<typeof crawlSchema>,
  'attempts' | 'firstSeenAt' | 'state'
> & { readonly state: Exclude<CrawlState, 'queued'> };

const model = defineDocument({
  collection: 'crawls',
  schema: crawlSchema,
  key: ['userId', 'link'],
  indexes: [{ fields: ['refreshAt'] }],
});

/** What a failed attempt that gave nothing says nothing about: the answer before it is still the last good one. */
const KEPT_ON_FAILURE: ReadonlySet<string> = new Set([
  'platform',
  'crawler',
  'etag',
  'last_modified',
  'validated_link',
  'stored_as',
  'changed_at',
  'gone_at',
  'followed',
]);
const OUTCOME_FIELDS = [
  ...KEPT_ON_FAILURE,
  'reason',
  'message',
  'hint',
  'retry',
  'took_ms',
  'refresh_at',
  'handed_over_at',
];
/** Two processes that insert the same row at once: the second try finds the row of the other. */
const TRIES = 3;

export const CrawlDocument = {
  ...model,

  /** Marks links as waiting: new rows are added, rows that are there keep all but their state. One write for all. */
  queue: (rows: readonly QueuedCrawl[]): Promise<void> =>
    writeLedger(
      rows.map((row): AnyBulkWriteOperation<RawDocument> => {
        const { _id, state, ...fresh } = model.toMongo({ ...row, state: 'queued' });
        return {
          updateOne: {
            filter: { _id },
            update: { $set: { state }, $setOnInsert: fresh },
            upsert: true,
          },
        };
      }),
    ),

  /**
   * Writes down what one attempt at a link came to, and counts the attempt.
   *
   * @example
   * await CrawlDocument.record({ userId: user.id, link, state: 'failed', reason: 'not_found', retry: 'never' });
   */
  record: (outcome: CrawlOutcome): Promise<void> => {
    const raw = model.toMongo({ attemptedAt: new Date(), ...outcome });
    const { _id, attempts: _, first_seen_at, user_id, link, depth, ...others } = raw;
    const { documents, found, ...seen } = others;
    const gaveNothing = outcome.state === 'failed' && documents === 0 && found === 0;
    const gone = OUTCOME_FIELDS.filter(
      (name) => !(name in seen) && !(gaveNothing && KEPT_ON_FAILURE.has(name)),
    );
    const update: Update = {
      $set: gaveNothing ? seen : others,
      $unset: Object.fromEntries(gone.map((name) => [name, true])),
      $inc: { attempts: 1 },
      $setOnInsert: {
        first_seen_at,
        user_id,
        link,
        depth,
        ...(gaveNothing && { documents, found }),
      },
    };
    return writeLedger([{ updateOne: { filter: { _id }, update, upsert: true } }]);
  },

  /** Takes a row out: of a form of a link that has another form now. */
  forget: (row: Pick<Crawl, 'userId' | 'link'>): Promise<void> =>
    inStorage('write the ledger', async () => {
      await (await model.driver()).deleteOne({ _id: model.idOf(row) });
    }),

  /** The links of a user that wait. */
  queued: (userId: string): Promise<Crawl[]> => all({ userId, state: 'queued' }),

  /** The links that failed, pages that are gone apart; of one user where one is given. */
  failures: (userId?: string): Promise<Crawl[]> =>
    all({ state: 'failed', goneAt: { $exists: false }, ...(userId !== undefined && { userId }) }),

  /** Pages that had been there and are gone; what was stored of them is kept. */
  gone: (): Promise<Crawl[]> => all({ state: 'failed', goneAt: { $exists: true } }),
};

async function all(filter: DocumentFilter<Crawl>): Promise<Crawl[]> {
  const rows: Crawl[] = [];
  for await (const row of model.bulkFind(filter)) rows.push(row);
  return rows;
}

/**
 * Writes to the ledger. Every operation is an upsert that may be repeated, but for the count of attempts, and that is written
 * alone.
 *
 * @throws StorageError
 */
export function writeLedger(
  operations: readonly AnyBulkWriteOperation<RawDocument>[],
): Promise<void> {
  return inStorage('write the ledger', async () => {
    if (operations.length === 0) return;
    const collection = await model.driver();
    for (let tries = 1; ; tries += 1) {
      try {
        await collection.bulkWrite([...operations], { ordered: false });
        return;
      } catch (error) {
        if (!isDuplicate(error) || tries === TRIES) throw storageError(error, 'write the ledger');
      }
    }
  });
}
