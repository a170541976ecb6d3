/** Every way the database can fail, in the words of the one tree of errors. */
import { MongoBulkWriteError, MongoServerError } from 'mongodb';
import { ZodError } from 'zod';
import { CrawlError, StorageError, TooLargeError } from '../errors.ts';
import { doubtConnection } from './doubt.ts';

const DUPLICATE_KEY = 11000;
const VALIDATION_FAILED = 121;
const OBJECT_TOO_LARGE = 10334;
const UNAUTHORISED: ReadonlySet<unknown> = new Set([13, 18, 8000]);
const UNREACHABLE: ReadonlySet<string> = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
]);

/**
 * Runs work on the database and turns whatever it throws into a `CrawlError`.
 *
 * @param doing what is being done, as the beginning of the message: 'store in articles'
 * @throws StorageError, or TooLargeError for a document above MongoDB's 16 MB
 * @example
 * await inStorage('count articles', () => collection.countDocuments());
 */
export async function inStorage<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error, doing);
  }
}

/** The error of the driver, of Zod, or of our own as the `CrawlError` it amounts to; credentials are taken out. */
export function storageError(error: unknown, doing: string): CrawlError {
  if (error instanceof CrawlError) return error;
  if (error instanceof ZodError) {
    return new StorageError(
      `Could not ${doing}: the document does not fit: ${whatIsWrong(error)}.`,
      {
        hint: 'The document was left as it is. If goldpan made it, please report this message.',
        cause: error,
      },
    );
  }
  if (isTooLarge(error)) {
    return new TooLargeError(`Could not ${doing}: the document is above MongoDB's 16 MB.`, {
      cause: error,
    });
  }
  if (isDuplicate(error)) {
    return new StorageError(`Could not ${doing}: a document with this identity is there already.`, {
      hint: 'Use getOrCreate, upsert or bulkInsert where the document may exist.',
      cause: error,
    });
  }
  const code = error instanceof MongoServerError ? error.code : undefined;
  if (code === VALIDATION_FAILED) {
    return new StorageError(`Could not ${doing}: the server refuses it, it violates the schema.`, {
      hint: 'docs/data-model.md says what a document must hold.',
      cause: error,
    });
  }
  if (UNAUTHORISED.has(code)) {
    doubtConnection();
    return new StorageError(`Could not ${doing}: the database refuses this user.`, {
      hint: 'Check user name, password and rights (readWrite on the database) in MONGODB_URI.',
      cause: error,
    });
  }
  const reason = withoutUserInfo(error instanceof Error ? error.message : String(error));
  if (error instanceof Error && UNREACHABLE.has(error.name)) {
    return new StorageError(`Could not ${doing}: the database is not reachable (${reason}).`, {
      cause: error,
    });
  }
  return new StorageError(`Could not ${doing}: ${reason}`, { cause: error });
}

/** Is every failure in it only "that one exists already"? */
export function isDuplicate(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError) {
    const failures = [error.writeErrors].flat();
    return failures.length > 0 && failures.every((failure) => failure.code === DUPLICATE_KEY);
  }
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** The driver throws a bare RangeError before it sends anything; the server and bulk writes have words of their own. */
function isTooLarge(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof RangeError && 'code' in error) return error.code === 'ERR_OUT_OF_RANGE';
  if (error instanceof MongoServerError && error.code === OBJECT_TOO_LARGE) return true;
  return /document is larger than the maximum size|BSONObj size/i.test(error.message);
}

function whatIsWrong(error: ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join('.') || 'document'}: ${issue.message}`)
    .join('; ');
}

function withoutUserInfo(message: string): string {
  return message.replace(/\/\/[^/@\s]*@/g, '//');
}
