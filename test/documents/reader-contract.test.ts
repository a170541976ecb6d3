import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ArticleDocument } from '../../src/documents/article.ts';
import { PostDocument } from '../../src/documents/post.ts';
import type { RawDocument } from '../../src/documents/prepare-collection.ts';
import { RepositoryDocument } from '../../src/documents/repository.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { articleDraft, postDraft, repositoryDraft } from './drafts.ts';
import { flatTexts, handedOn, readers } from './readers.ts';

freshDatabase();

const models = [ArticleDocument, PostDocument, RepositoryDocument];

beforeAll(async () => {
  const content = { ...articleDraft.content, Subtitle: 'And springs', language: 'en' };
  await ArticleDocument.upsert(articleDraft);
  await ArticleDocument.upsert({ ...articleDraft, sourceId: 'medium:whole', content });
  await PostDocument.upsert(postDraft);
  const image = 'https://media.licdn.com/pier.jpg';
  await PostDocument.upsert({ ...postDraft, sourceId: 'linkedin:image', image });
  await RepositoryDocument.upsert(repositoryDraft);
});

async function stored(collection: keyof typeof readers): Promise<RawDocument[]> {
  const model = models.find((candidate) => candidate.collection === collection);
  return (await model?.driver())?.find().toArray() ?? [];
}

describe.each(['articles', 'posts', 'repositories'] as const)('the readers of %s', (collection) => {
  it('find every field that they need', async () => {
    const documents = await stored(collection);
    expect(documents.length).toBeGreaterThan(0);
    for (const document of documents) {
      expect(readers[collection].safeParse(handedOn(collection, document)).error).toBeUndefined();
    }
  });

  it('flaw 8: can join the values of every content: absent parts are left out, never null', async () => {
    for (const { content } of await stored(collection)) {
      const values = Object.values(flatTexts.parse(content));
      expect(values.every((value) => typeof value === 'string')).toBe(true);
      expect(Object.keys(Object(content))).not.toContain('undefined');
    }
  });

  it('flaw 6: can tell where a text is from, when it was found, and whether it changed', async () => {
    for (const document of await stored(collection)) {
      expect(document).toMatchObject({
        link: expect.stringMatching(/^https:/),
        source_id: expect.stringContaining(':'),
        crawled_at: expect.any(Date),
        content_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        revision: 1,
        schema_version: 1,
      });
    }
  });
});

it('the readers of articles know the four keys of a content', async () => {
  const [, whole] = await stored('articles');
  expect(whole?.content).toEqual({
    Title: 'Neap tides',
    Subtitle: 'And springs',
    Content: 'Half moon, low range.',
    language: 'en',
  });
});

it('the readers of users find first_name, last_name and a UUID in text', async () => {
  const { id } = await UserDocument.getOrCreate({ firstName: 'Mara', lastName: 'Lindqvist' });
  const raw = await (await UserDocument.driver()).findOne({ _id: id });
  expect(raw).toEqual({ _id: id, first_name: 'Mara', last_name: 'Lindqvist' });
  expect(z.uuidv4().safeParse(id).success).toBe(true);
});

it('a watcher of inserts is told of every new document once, with all of it', async () => {
  const draft = { ...articleDraft, sourceId: 'medium:watched' };
  const collection = await ArticleDocument.driver();
  await using stream = collection.watch([{ $match: { operationType: 'insert' } }]);
  const first = stream.next();
  // The cursor is opened by the first `next`; what is stored before that is not its business.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await ArticleDocument.upsert(draft);
  await ArticleDocument.upsert(draft);
  await ArticleDocument.upsert({ ...draft, sourceId: 'medium:watched-too' });
  const ids = [draft.sourceId, 'medium:watched-too'];
  for (const change of [await first, await stream.next()]) {
    expect(change).toMatchObject({
      operationType: 'insert',
      fullDocument: { source_id: ids.shift(), content: draft.content },
    });
  }
});
