/** A database of its own for a test file, on the server that all of them share. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { closeDatabase, database } from '../../src/documents/connection.ts';

/**
 * Call it once at the top of a test file (or of a `describe`). Until its tests are done, MONGODB_DATABASE names a new
 * database, for this process and for those that it starts; afterwards it is dropped and the connection closed.
 *
 * @returns the name of the database
 * @example
 * freshDatabase();
 * it('stores an article', async () => { await ArticleDocument.upsert(draft); });
 */
export function freshDatabase(): string {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const before = process.env.MONGODB_DATABASE;
  beforeAll(async () => {
    await closeDatabase();
    process.env.MONGODB_DATABASE = name;
  });
  afterAll(async () => {
    await (await database()).dropDatabase();
    await closeDatabase();
    if (before === undefined) delete process.env.MONGODB_DATABASE;
    else process.env.MONGODB_DATABASE = before;
  });
  return name;
}
