/** A small object-document mapper: one definition gives a typed model with the verbs of the course. */
import { randomUUID } from 'node:crypto';
import { type Collection, type Db, type Filter, MongoBulkWriteError } from 'mongodb';
import type { z } from 'zod';
import { database } from './connection.ts';
import { fieldNames } from './field-names.ts';
import { naturalId } from './identity.ts';
import { mongoValidator } from './json-schema.ts';
import { prepareCollection, type RawDocument } from './prepare-collection.ts';
import { inStorage, isDuplicate, storageError } from './storage-error.ts';

/** A document as the code sees it: camelCase, checked, with its identity. */
export type DocumentOf<Schema extends z.ZodObject> = z.output<Schema> & { readonly id: string };

/** Fields by value or by operator; all of them must hold. */
export type DocumentFilter<Document> = {
  readonly [Field in keyof Document]?: Document[Field] | FieldOperators<Document[Field]>;
};

interface FieldOperators<Value> {
  readonly $ne?: Value;
  readonly $in?: readonly Value[];
  readonly $exists?: boolean;
  readonly $gt?: Value;
  readonly $lt?: Value;
}

type FieldOf<Schema extends z.ZodObject> = keyof z.output<Schema> & string;

export interface DocumentDefinition<
  Schema extends z.ZodObject,
  Key extends FieldOf<Schema>,
  Draft extends object,
> {
  readonly collection: string;
  /** All fields but `id`, in camelCase. */
  readonly schema: Schema;
  /** The fields that make the document what it is: `_id` is the UUIDv5 of them. Without a key it is a random UUIDv4. */
  readonly key?: readonly Key[];
  readonly indexes?: readonly {
    readonly fields: readonly FieldOf<Schema>[];
    readonly unique?: true;
  }[];
  /** Adds what callers do not give. The result is checked against the schema. */
  readonly complete?: (draft: Draft) => object;
}

export interface DocumentModel<Document, Draft, KeyFields> {
  readonly collection: string;
  /** The identity that a document has or will have; without a natural key a new one. */
  idOf(document: KeyFields): string;
  /** The checked document as it lies in MongoDB. @throws StorageError when it does not fit the schema */
  toMongo(draft: Draft): RawDocument;
  /** A stored document, checked. @throws StorageError when it does not fit the schema */
  fromMongo(raw: object): Document;
  /** The document with this natural key (or unique index); stored first if it is missing. Atomic. */
  getOrCreate(draft: Draft): Promise<Document>;
  /** The first match, if any. */
  find(filter: DocumentFilter<Document>): Promise<Document | undefined>;
  /** Every match, one after the other, none held longer than needed. */
  bulkFind(filter?: DocumentFilter<Document>): AsyncIterable<Document>;
  /** Stores a new document. @throws StorageError when it is there already */
  save(draft: Draft): Promise<Document>;
  /** Stores those that do not exist yet, in any order. */
  bulkInsert(drafts: readonly Draft[]): Promise<{ inserted: number; existing: number }>;
  /** How many documents there are for each value of a field; 'none' where it is absent. */
  countBy(
    field: keyof Document & string,
    filter?: DocumentFilter<Document>,
  ): Promise<Record<string, number>>;
  /** The driver's collection, its validator and indexes in place. For models built on this one. */
  driver(): Promise<Collection<RawDocument>>;
  /** A filter in the database's names. For models built on this one. */
  filterOf(filter: DocumentFilter<Document>): Filter<RawDocument>;
}

/**
 * Defines a kind of document. Documents are checked on the way in and on the way out; every failure is thrown as a
 * `StorageError` (`TooLargeError` above 16 MB), none is answered with `null`.
 *
 * @example
 * const NoteDocument = defineDocument({
 *   collection: 'notes',
 *   schema: z.object({ authorId: z.string(), text: z.string() }),
 *   key: ['authorId', 'text'],
 * });
 * const note = await NoteDocument.getOrCreate({ authorId: user.id, text: 'The tide turns at six.' });
 * for await (const { text } of NoteDocument.bulkFind({ authorId: user.id })) print(text);
 */
export function defineDocument<
  Schema extends z.ZodObject,
  Key extends FieldOf<Schema> = never,
  Draft extends object = z.input<Schema>,
>(
  definition: DocumentDefinition<Schema, Key, Draft>,
  deps: { readonly database: () => Promise<Db> } = { database },
): DocumentModel<DocumentOf<Schema>, Draft, Pick<z.output<Schema>, Key>> {
  type Document = DocumentOf<Schema>;
  const { collection: name, schema, key, indexes = [], complete } = definition;
  const names = fieldNames(Object.keys(schema.shape));
  const unique = key ?? indexes.find((index) => index.unique)?.fields ?? [];
  const setup = {
    name,
    validator: mongoValidator(schema),
    indexes: indexes.map(({ fields, ...options }) => ({
      key: names.toMongo(Object.fromEntries(fields.map((field) => [field, 1]))) as Record<
        string,
        1
      >,
      ...options,
    })),
  };
  const prepared = new WeakMap<Db, Promise<Collection<RawDocument>>>();

  async function driver(): Promise<Collection<RawDocument>> {
    const db = await deps.database();
    const known = prepared.get(db);
    if (known !== undefined) return known;
    const preparing = inStorage(`prepare the collection ${name}`, () =>
      prepareCollection(db, setup),
    );
    prepared.set(db, preparing);
    preparing.catch(() => prepared.delete(db));
    return preparing;
  }

  function idOf(document: Pick<z.output<Schema>, Key>): string {
    return key === undefined
      ? randomUUID()
      : naturalId(
          name,
          key.map((field) => document[field]),
        );
  }

  function check(draft: Draft): Document {
    const parsed = schema.safeParse(complete === undefined ? draft : complete(draft));
    if (!parsed.success) throw storageError(parsed.error, `store in ${name}`);
    return { ...parsed.data, id: idOf(parsed.data) };
  }

  function toRaw(document: Document): RawDocument {
    const { _id, ...fields } = names.toMongo(document);
    return { _id: String(_id), ...fields };
  }

  function fromMongo(raw: object): Document {
    const { id, ...fields } = names.fromMongo(raw);
    const parsed = schema.safeParse(fields);
    if (!parsed.success) throw storageError(parsed.error, `read ${String(id)} of ${name}`);
    return { ...parsed.data, id: String(id) };
  }

  function filterOf(filter: DocumentFilter<Document>): Filter<RawDocument> {
    const stored = names.toMongo(filter);
    const given: Record<string, unknown> = filter;
    const isWhole =
      key?.every((field) => ['string', 'number'].includes(typeof given[field])) ?? false;
    // A whole natural key is an `_id`: the fastest index of every server.
    return isWhole && key !== undefined
      ? {
          ...stored,
          _id: naturalId(
            name,
            key.map((field) => given[field]),
          ),
        }
      : stored;
  }

  async function first(filter: Filter<RawDocument>): Promise<Document | undefined> {
    const raw = await (await driver()).findOne(filter);
    return raw === null ? undefined : fromMongo(raw);
  }

  async function insert(document: Document): Promise<Document> {
    await (await driver()).insertOne(toRaw(document));
    return document;
  }

  return {
    collection: name,
    idOf,
    fromMongo,
    driver,
    filterOf,
    toMongo: (draft) => toRaw(check(draft)),

    getOrCreate: (draft) =>
      inStorage(`get or create in ${name}`, async () => {
        const document = check(draft);
        const raw = toRaw(document);
        const stored = names.toMongo(Object.fromEntries(unique.map((field) => [field, 1])));
        const identity: Filter<RawDocument> =
          key === undefined
            ? Object.fromEntries(Object.keys(stored).map((field) => [field, raw[field]]))
            : { _id: raw._id };
        const found = await first(identity);
        if (found !== undefined) return found;
        try {
          return await insert(document);
        } catch (error) {
          // Somebody else was faster: the unique index let only one of us in.
          const winner = isDuplicate(error) ? await first(identity) : undefined;
          if (winner !== undefined) return winner;
          throw error;
        }
      }),

    find: (filter) => inStorage(`find in ${name}`, () => first(filterOf(filter))),

    async *bulkFind(filter = {}) {
      try {
        for await (const raw of (await driver()).find(filterOf(filter))) yield fromMongo(raw);
      } catch (error) {
        throw storageError(error, `read ${name}`);
      }
    },

    save: (draft) => inStorage(`store in ${name}`, () => insert(check(draft))),

    bulkInsert: (drafts) =>
      inStorage(`store in ${name}`, async () => {
        const raws = drafts.map((draft) => toRaw(check(draft)));
        if (raws.length === 0) return { inserted: 0, existing: 0 };
        const { insertedCount } = await (await driver())
          .insertMany(raws, { ordered: false })
          .catch((error: unknown) => {
            if (isDuplicate(error) && error instanceof MongoBulkWriteError) return error;
            throw error;
          });
        return { inserted: insertedCount, existing: raws.length - insertedCount };
      }),

    countBy: (field, filter = {}) =>
      inStorage(`count ${name}`, async () => {
        const [stored] = Object.keys(names.toMongo({ [field]: 1 }));
        const groups = (await driver()).aggregate<{ _id: unknown; count: number }>([
          { $match: filterOf(filter) },
          { $group: { _id: `$${stored}`, count: { $sum: 1 } } },
        ]);
        const counts: Record<string, number> = {};
        for await (const group of groups) counts[String(group._id ?? 'none')] = group.count;
        return counts;
      }),
  };
}
