/** Makes a collection what its document says: validator and indexes, whoever comes first. */
import { isDeepStrictEqual } from 'node:util';
import { type Collection, type Db, type IndexDescription, MongoServerError } from 'mongodb';
import { StorageError } from '../errors.ts';
import { isDuplicate } from './storage-error.ts';

/** A document as it lies in MongoDB. */
export type RawDocument = { _id: string; [field: string]: unknown };

export interface CollectionSetup {
  readonly name: string;
  readonly validator: { $jsonSchema: Record<string, unknown> };
  readonly indexes: readonly IndexDescription[];
}

const NAMESPACE_EXISTS = 48;

/**
 * Creates the collection, its validator and its indexes where they are missing. Idempotent, and safe when several
 * processes do it at the same time.
 *
 * @throws StorageError where the documents that lie there make a unique index impossible; else the driver's errors
 */
export async function prepareCollection(
  db: Db,
  { name, validator, indexes }: CollectionSetup,
): Promise<Collection<RawDocument>> {
  // 'moderate': documents of the course that do not fit may still be updated; new ones must fit.
  const options = { validator, validationLevel: 'moderate' };
  const [existing] = await db.listCollections({ name }).toArray();
  if (existing === undefined) {
    await db.createCollection(name, options).catch((error: unknown) => {
      if (!(error instanceof MongoServerError && error.code === NAMESPACE_EXISTS)) throw error;
    });
  } else if (
    !('options' in existing && isDeepStrictEqual(existing.options?.validator, validator))
  ) {
    await db.command({ collMod: name, ...options });
  }
  const collection = db.collection<RawDocument>(name);
  if (indexes.length > 0) {
    await collection.createIndexes([...indexes]).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
      throw new StorageError(`The collection ${name} holds the same document twice.`, {
        hint: `Merge the duplicates in ${name} first: they are equal in ${indexes
          .filter((index) => index.unique)
          .map((index) => Object.keys(index.key).join(' + '))
          .join(', ')}.`,
        cause: error,
      });
    });
  }
  return collection;
}
