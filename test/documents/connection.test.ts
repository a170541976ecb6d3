import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '../../src/documents/connection.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { StorageError } from '../../src/errors.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const name = freshDatabase();
const reachable = process.env.MONGODB_URI;

afterEach(async () => {
  await closeDatabase();
  process.env.MONGODB_URI = reachable;
});

async function failureWith(uri: string): Promise<{ error: unknown; seconds: number }> {
  await closeDatabase();
  process.env.MONGODB_URI = uri;
  const start = performance.now();
  const error = await UserDocument.find({ firstName: 'Mara' }).catch((thrown: unknown) => thrown);
  return { error, seconds: (performance.now() - start) / 1000 };
}

describe('a database that cannot be reached', () => {
  it('flaw 16: is one clear error within 5 seconds, without password, and tried again at the next call', async () => {
    const { error, seconds } = await failureWith('mongodb://mara:s3cret@127.0.0.1:1/');
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({
      retry: 'later',
      message: expect.stringMatching(/not reachable.*127\.0\.0\.1:1/),
      hint: expect.stringContaining('MONGODB_URI'),
    });
    expect(inspect(error, { depth: 12, showHidden: true })).not.toContain('s3cret');
    expect(seconds).toBeLessThan(5);

    process.env.MONGODB_URI = reachable;
    await expect(UserDocument.find({ firstName: 'Nobody' })).resolves.toBeUndefined();
  });

  it('is one clear error within 5 seconds, where somebody listens who never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { error, seconds } = await failureWith(`mongodb://127.0.0.1:${port}/`);
    silent.close();
    expect(error).toBeInstanceOf(StorageError);
    expect(seconds).toBeLessThan(5);
  });

  it.each([
    'mongodb://mara:s3cret@no-such-host.invalid/',
    'mongodb+srv://mara:s3cret@no-such-host.invalid/',
    'mongodb://mara:s3cret@@127.0.0.1:1/',
    'mongodb://mara:s3cret@127.0.0.1:port/',
    'mongodb://mara:s3cret/127.0.0.1',
    'https://mara:s3cret@127.0.0.1/',
    'mara:s3cret',
  ])('flaw 16: shows no password, whatever is wrong with %s', async (uri) => {
    const { error, seconds } = await failureWith(uri);
    expect(error).toBeInstanceOf(StorageError);
    expect(inspect(error, { depth: 12, showHidden: true })).not.toContain('s3cret');
    expect(seconds).toBeLessThan(5);
  });

  it('says that MONGODB_URI is not set', async () => {
    const { error } = await failureWith('');
    expect(error).toMatchObject({
      code: 'storage',
      message: expect.stringContaining('MONGODB_URI'),
    });
  });
});

describe('the first contact', () => {
  it('opens one connection, however many ask at once', async () => {
    const databases = await Promise.all(Array.from({ length: 20 }, () => database()));
    expect(new Set(databases).size).toBe(1);
    expect(databases[0]?.databaseName).toBe(name);
  });

  it('makes collections, validators and indexes once when 5 processes start at the same time', async () => {
    const documents = new URL('../../src/documents/', import.meta.url);
    const script = `
      const { UserDocument } = await import('${documents}user.ts');
      const { ArticleDocument } = await import('${documents}article.ts');
      const { CrawlDocument } = await import('${documents}crawl.ts');
      const { closeDatabase } = await import('${documents}connection.ts');
      await Promise.all([UserDocument, ArticleDocument, CrawlDocument].map((model) => model.driver()));
      const { id } = await UserDocument.getOrCreate({ firstName: 'Mara', lastName: 'Lindqvist' });
      console.log(id);
      await closeDatabase();`;
    await (await database()).dropDatabase();
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const [output, [code]] = await Promise.all([child.stdout.toArray(), once(child, 'close')]);
        expect(code).toBe(0);
        return output.join('').trim();
      }),
    );
    expect(new Set(ids).size).toBe(1);

    const db = await database();
    const collections = await db.listCollections().toArray();
    expect(collections.map((collection) => collection.name).sort()).toEqual([
      'articles',
      'crawls',
      'users',
    ]);
    for (const collection of collections) {
      expect(collection).toMatchObject({
        options: { validator: { $jsonSchema: expect.anything() } },
      });
    }
    const indexes = await db.collection('users').indexes();
    expect(indexes.map(({ key, unique }) => ({ key, unique }))).toContainEqual({
      key: { first_name: 1, last_name: 1 },
      unique: true,
    });
  });

  it('flaw 10: with a database that holds one user twice says which collection to mend', async () => {
    const db = await database();
    await db.dropDatabase();
    const twice = ['a', 'b'].map((id) => ({ id, first_name: 'Mara', last_name: 'Lindqvist' }));
    await db.collection('users').insertMany(twice);
    await closeDatabase();
    await expect(UserDocument.find({ firstName: 'Mara' })).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining('users'),
      hint: expect.stringContaining('first_name + last_name'),
    });
  });

  it('brings the validator of an older goldpan up to date', async () => {
    const db = await database();
    await db.dropDatabase();
    await db.createCollection('users', { validator: { $jsonSchema: { required: ['nickname'] } } });
    await closeDatabase();
    await expect(
      UserDocument.getOrCreate({ firstName: 'Mara', lastName: '' }),
    ).resolves.toMatchObject({ firstName: 'Mara' });
  });
});
