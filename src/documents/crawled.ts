/** What every crawled document has: where it is from, when it was seen, and what became of it since. */

import type { Collection, Db, Document as Update } from 'mongodb';
import * as z from 'zod';
import { StorageError } from '../errors.ts';
import { database } from './connection.ts';
import { type DocumentModel, type DocumentOf, defineDocument } from './define-document.ts';
import { snakeCase } from './field-names.ts';
import { contentHash } from './identity.ts';
import type { RawDocument } from './prepare-collection.ts';
import { inStorage, isDuplicate } from './storage-error.ts';

/** Raised when the meaning of a stored field changes. */
const SCHEMA_VERSION = 1;

export const crawledFields = {
  platform: z.string().min(1),
  link: z.string().min(1),
  authorId: z.string().min(1),
  authorFullName: z.string().min(1),
  /** The platform's own identity, equal for every URL form: 'medium:4a1c0c0a6f0d'. */
  sourceId: z.string().min(1),
  /** The names that the page itself gives as its authors. */
  byline: z.array(z.string()).exactOptional(),
  publishedAt: z.date().exactOptional(),
  modifiedAt: z.date().exactOptional(),
  tags: z.array(z.string()),
  access: z.enum(['full', 'preview']),
  /** What the site's robots.txt says of the use of its content: { 'ai-train': 'no' } (contentsignals.org). */
  contentSignal: z.record(z.string(), z.enum(['yes', 'no'])).exactOptional(),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When this text was first seen; a later crawl that finds the same text does not move it. */
  crawledAt: z.date(),
  /** 1 at first; one more with every change of the content. */
  revision: z.int().min(1),
  schemaVersion: z.int().min(1),
};

type Completed = 'contentHash' | 'crawledAt' | 'revision' | 'schemaVersion';

/** What a caller gives: everything but what follows from it. */
export type CrawledDraft<Schema extends z.ZodObject> = Omit<z.input<Schema>, Completed> & {
  readonly content: object;
  /** Now, unless given. */
  readonly crawledAt?: Date;
};

/** `stored`: new. `replaced`: the content changed. `unchanged`: the same content; tags, dates and the like were refreshed. */
export type UpsertResult = 'stored' | 'replaced' | 'unchanged';

export interface CrawledModel<Document, Draft, KeyFields>
  extends DocumentModel<Document, Draft, KeyFields> {
  /** Stores, replaces or leaves the document of this identity. Atomic under any number of writers. */
  upsert(draft: Draft): Promise<UpsertResult>;
}

/** Fields that only move when the content does. */
const OF_THE_REVISION: ReadonlySet<string> = new Set([
  '_id',
  'content',
  'content_hash',
  'crawled_at',
  'revision',
]);

/** Two writers with different texts may keep missing each other's document; nobody loses this often in earnest. */
const MOST_ROUNDS = 10;

/**
 * Defines a kind of crawled document: `defineDocument` and `upsert`.
 *
 * @example
 * await ArticleDocument.upsert({ ...draft, content: { Title: 'Neap', Content: 'Half moon, low range.' } }); // 'stored'
 */
export function defineCrawledDocument<
  Schema extends z.ZodObject,
  Key extends keyof z.output<Schema> & string,
>(
  definition: {
    readonly collection: string;
    readonly schema: Schema;
    readonly key: readonly Key[];
    readonly indexes: readonly { readonly fields: readonly (keyof z.output<Schema> & string)[] }[];
  },
  deps: { readonly database: () => Promise<Db> } = { database },
): CrawledModel<DocumentOf<Schema>, CrawledDraft<Schema>, Pick<z.output<Schema>, Key>> {
  const model = defineDocument({ ...definition, complete: completed<CrawledDraft<Schema>> }, deps);
  const optionalFields = Object.entries(definition.schema.shape)
    .filter(([, field]) => field instanceof z.ZodExactOptional)
    .map(([name]) => snakeCase(name));

  return {
    ...model,
    upsert: (draft) =>
      inStorage(`store in ${definition.collection}`, async () => {
        const raw = model.toMongo(draft);
        const collection = await model.driver();
        const { _id, content_hash } = raw;
        const isPreview = raw.access === 'preview';
        const absent = Object.fromEntries(
          optionalFields.filter((name) => !(name in raw)).map((name) => [name, true]),
        );
        for (let round = 0; round < MOST_ROUNDS; round += 1) {
          const refresh: Update = { $set: metadataOf(raw), $unset: absent };
          const same = await collection.updateOne({ _id, content_hash }, refresh);
          if (same.matchedCount > 0) return 'unchanged';
          try {
            await collection.insertOne(raw);
            return 'stored';
          } catch (error) {
            if (!isDuplicate(error)) throw error;
          }
          const { _id: _, revision: __, ...changed } = raw;
          const change: Update = { $set: changed, $unset: absent, $inc: { revision: 1 } };
          const other = await collection.updateOne(
            { _id, content_hash: { $ne: content_hash }, ...(isPreview && { access: 'preview' }) },
            change,
          );
          if (other.matchedCount > 0) return 'replaced';
          if (isPreview && (await isWhole(collection, _id))) return 'unchanged';
          // Between our three tries somebody stored this very text: the next round finds it.
        }
        throw new StorageError(`Another writer keeps changing ${_id} in ${definition.collection}.`);
      }),
  };
}

/** What an export or a subscription has given in full is not replaced by the beginning that everybody is shown. */
async function isWhole(collection: Collection<RawDocument>, _id: string): Promise<boolean> {
  return (await collection.countDocuments({ _id, access: 'full' }, { limit: 1 })) > 0;
}

function completed<Draft extends { readonly content: object; readonly crawledAt?: Date }>(
  draft: Draft,
): object {
  return {
    crawledAt: new Date(),
    ...draft,
    contentHash: contentHash(draft.content),
    revision: 1,
    schemaVersion: SCHEMA_VERSION,
  };
}

function metadataOf(raw: RawDocument): Record<string, unknown> {
  return Object.fromEntries(Object.entries(raw).filter(([name]) => !OF_THE_REVISION.has(name)));
}
