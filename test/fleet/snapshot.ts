/** Whole databases, in a form in which two of them can be compared. */
import { closeDatabase, database } from '../../src/documents/connection.ts';

/** Of a person's documents; `hosts` only says when a site was asked last. */
const COLLECTIONS = ['users', 'articles', 'posts', 'repositories', 'crawls'] as const;

type Row = Readonly<Record<string, unknown>>;
export type Snapshot = Readonly<Record<(typeof COLLECTIONS)[number], readonly Row[]>>;

/** When a run looked differs from run to run; everything else is compared, what pages say of their own dates included. */
const OF_THE_RUN = new Set([
  'crawled_at',
  'first_seen_at',
  'attempted_at',
  'refresh_at',
  'gone_at',
  'took_ms',
]);

/** Does work with the database of that name for `database()` and the models. */
export async function within<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.MONGODB_DATABASE;
  await closeDatabase();
  process.env.MONGODB_DATABASE = name;
  try {
    return await work();
  } finally {
    await closeDatabase();
    if (before === undefined) delete process.env.MONGODB_DATABASE;
    else process.env.MONGODB_DATABASE = before;
  }
}

/** Everything that lies in a database, in order of `_id`; of the times of the run only that they are there. */
export async function snapshotOf(name: string): Promise<Snapshot> {
  return within(name, async () => {
    const db = await database();
    const read = async (collection: string): Promise<Row[]> => {
      const rows = await db.collection(collection).find().sort({ _id: 1 }).toArray();
      return rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([key, value]) => [key, OF_THE_RUN.has(key) ? 'some' : value]),
        ),
      );
    };
    const [users, articles, posts, repositories, crawls] = await Promise.all(COLLECTIONS.map(read));
    return {
      users: users ?? [],
      articles: articles ?? [],
      posts: posts ?? [],
      repositories: repositories ?? [],
      crawls: crawls ?? [],
    };
  });
}

/** A person with this id, so that the ids of documents, which are made from it, are equal in two databases. */
export async function addUser(name: string, id: string): Promise<void> {
  await within(name, async () => {
    const users = (await database()).collection<{
      _id: string;
      first_name: string;
      last_name: string;
    }>('users');
    await users.insertOne({ _id: id, first_name: 'Mara', last_name: 'Lindqvist' });
  });
}

export async function dropDatabase(name: string): Promise<void> {
  await within(name, async () => {
    await (await database()).dropDatabase();
  });
}
