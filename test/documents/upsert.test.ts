import { describe, expect, it } from 'vitest';
import { ArticleDocument } from '../../src/documents/article.ts';
import { RepositoryDocument } from '../../src/documents/repository.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { articleDraft, repositoryDraft } from './drafts.ts';

freshDatabase();

let number = 0;
/** An article that no other test stores. */
function newArticle() {
  number += 1;
  return { ...articleDraft, sourceId: `medium:${number}` };
}

describe('one article, stored again and again', () => {
  it('is one document and stored exactly once when 50 crawlers store it at the same time', async () => {
    const draft = newArticle();
    const results = await Promise.all(
      Array.from({ length: 50 }, () => ArticleDocument.upsert(draft)),
    );
    expect(results.filter((result) => result === 'stored')).toHaveLength(1);
    expect(results.filter((result) => result === 'unchanged')).toHaveLength(49);
    const collection = await ArticleDocument.driver();
    expect(await collection.countDocuments({ source_id: draft.sourceId })).toBe(1);
  });

  it('loses no revision when 20 crawlers bring two texts at the same time', async () => {
    const draft = newArticle();
    const texts = ['Ebb.', 'Flood.'];
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        ArticleDocument.upsert({
          ...draft,
          content: { Title: 'Neap tides', Content: texts[index % 2] ?? '' },
        }),
      ),
    );
    const found = await ArticleDocument.find({ sourceId: draft.sourceId });
    const replaced = results.filter((result) => result === 'replaced').length;
    expect(results.filter((result) => result === 'stored')).toHaveLength(1);
    expect(found?.revision).toBe(1 + replaced);
  });

  it('keeps the whole text that an export gave, when the site shows only its beginning', async () => {
    const whole = newArticle();
    const preview = {
      ...whole,
      access: 'preview' as const,
      content: { Title: 'Neap tides', Content: 'Half moon …' },
    };
    expect(await ArticleDocument.upsert(preview)).toBe('stored');
    expect(await ArticleDocument.upsert(whole)).toBe('replaced');
    expect(await ArticleDocument.upsert(preview)).toBe('unchanged');
    const found = await ArticleDocument.find({ sourceId: whole.sourceId });
    expect(found).toMatchObject({ access: 'full', content: whole.content, revision: 2 });
  });

  it('raises the revision with a changed text only, and keeps the identity', async () => {
    const draft = { ...newArticle(), crawledAt: new Date('2026-01-01T00:00:00Z') };
    const changed = {
      ...draft,
      content: { Title: 'Neap tides', Subtitle: 'And springs', Content: 'New.' },
      crawledAt: new Date('2026-02-01T00:00:00Z'),
    };
    expect(await ArticleDocument.upsert(draft)).toBe('stored');
    expect(await ArticleDocument.upsert(draft)).toBe('unchanged');
    const first = await ArticleDocument.find({ sourceId: draft.sourceId });
    expect(await ArticleDocument.upsert(changed)).toBe('replaced');
    const second = await ArticleDocument.find({ sourceId: draft.sourceId });

    expect(first).toMatchObject({
      revision: 1,
      crawledAt: draft.crawledAt,
      content: draft.content,
    });
    expect(second).toMatchObject({
      id: first?.id,
      revision: 2,
      crawledAt: changed.crawledAt,
      content: changed.content,
    });
    expect(second?.contentHash).not.toBe(first?.contentHash);
  });

  it('is unchanged when only the order of the content differs', async () => {
    const draft = newArticle();
    await ArticleDocument.upsert(draft);
    const { Title, Content } = draft.content;
    expect(await ArticleDocument.upsert({ ...draft, content: { Content, Title } })).toBe(
      'unchanged',
    );
  });

  it('takes over new tags, dates and images with an unchanged text, without a new revision', async () => {
    const draft = {
      ...newArticle(),
      image: 'https://medium.example/old.png',
      crawledAt: new Date('2026-01-01T00:00:00Z'),
    };
    const { image: _, ...withoutImage } = draft;
    const publishedAt = new Date('2025-12-24T08:00:00Z');
    await ArticleDocument.upsert(draft);
    const again = { ...withoutImage, tags: ['tides', 'moon'], publishedAt, crawledAt: new Date() };
    expect(await ArticleDocument.upsert(again)).toBe('unchanged');

    const found = await ArticleDocument.find({ sourceId: draft.sourceId });
    expect(found).toMatchObject({
      tags: ['tides', 'moon'],
      publishedAt,
      crawledAt: draft.crawledAt,
      revision: 1,
    });
    expect(found).not.toHaveProperty('image');
  });

  it('flaw 11: is one document under every URL form, and one a user', async () => {
    const draft = newArticle();
    await ArticleDocument.upsert({ ...draft, link: 'https://mara.substack.com/p/neap' });
    const other = { ...draft, link: 'https://mara.substack.com/p/neap?r=1ttoeh' };
    expect(await ArticleDocument.upsert(other)).toBe('unchanged');
    expect(await ArticleDocument.upsert({ ...draft, authorId: 'somebody else' })).toBe('stored');
  });
});

describe('repositories', () => {
  it('flaw 1: keep every space, tab and path: dots, slashes, a leading $', async () => {
    const content = {
      'src/harmonics.py': 'def f(x):\n\treturn x  +  1 \n',
      '$schema.json': '{}',
      $set: 'not an operator',
      '.github/workflows/ci.yml': 'on: push',
      'a.b.c/d.e': '\u{1F30A}\r\n',
      constructor: 'a path like any other',
    };
    const draft = { ...repositoryDraft, sourceId: 'github:keys', content };
    await RepositoryDocument.upsert({ ...draft, content: { 'old.txt': '' } });
    expect(await RepositoryDocument.upsert(draft)).toBe('replaced');
    const found = await RepositoryDocument.find({ sourceId: 'github:keys' });
    expect(found?.content).toStrictEqual(content);
  });

  it('flaw 3: take 12 MB in one document, and say so when it is above 16 MB', async () => {
    const draft = { ...repositoryDraft, sourceId: 'github:big' };
    const big = { 'tides.csv': 'x'.repeat(12_000_000) };
    expect(await RepositoryDocument.upsert({ ...draft, content: big })).toBe('stored');
    expect((await RepositoryDocument.find({ sourceId: 'github:big' }))?.content).toEqual(big);

    const tooBig = { ...draft, content: { 'tides.csv': 'x'.repeat(17_000_000) } };
    const tooLarge = { code: 'too_large', message: expect.stringContaining('16 MB') };
    await expect(RepositoryDocument.upsert(tooBig)).rejects.toMatchObject(tooLarge);
    await expect(RepositoryDocument.bulkInsert([tooBig])).rejects.toMatchObject(tooLarge);
    expect((await RepositoryDocument.find({ sourceId: 'github:big' }))?.content).toEqual(big);
  });

  it('lose the parts that they no longer have, and only those', async () => {
    const draft = { ...repositoryDraft, sourceId: 'github:shrinks', parts: 4 };
    const parts = [1, 2, 3, 4].map((part) => ({ ...draft, part }));
    await RepositoryDocument.bulkInsert([...parts, { ...draft, authorId: 'another', part: 4 }]);
    expect(await RepositoryDocument.deleteStaleParts({ ...draft, parts: 2 })).toBe(2);
    const left: string[] = [];
    for await (const { authorId, part } of RepositoryDocument.bulkFind({
      sourceId: draft.sourceId,
    })) {
      left.push(`${authorId === draft.authorId ? 'own' : authorId} ${part}`);
    }
    expect(left.sort()).toEqual(['another 4', 'own 1', 'own 2']);
  });
});
