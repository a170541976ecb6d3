import fc from 'fast-check';
import { BSON } from 'mongodb';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { type Article, ArticleDocument } from '../../src/documents/article.ts';
import { defineDocument } from '../../src/documents/define-document.ts';
import { RepositoryDocument } from '../../src/documents/repository.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { StorageError } from '../../src/errors.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { articleDraft, repositoryDraft } from './drafts.ts';

freshDatabase();

const GaugeDocument = defineDocument({
  collection: 'gauges',
  schema: z.object({
    harbour: z.string().min(1),
    gaugeNumber: z.int(),
    lastReading: z.date().exactOptional(),
    readings: z.record(z.string(), z.number()).default({}),
  }),
  key: ['harbour', 'gaugeNumber'],
});

async function all<T>(documents: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const document of documents) found.push(document);
  return found;
}

describe('names and values', () => {
  it('are camelCase here and snake_case there, keys below the top level as they are', () => {
    const lastReading = new Date('2026-03-01T06:00:00Z');
    const draft = {
      harbour: 'Ystad',
      gaugeNumber: 3,
      lastReading,
      readings: { highWater: 1.2, id: 7 },
    };
    const raw = GaugeDocument.toMongo(draft);
    expect(raw).toEqual({
      _id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
      harbour: 'Ystad',
      gauge_number: 3,
      last_reading: lastReading,
      readings: { highWater: 1.2, id: 7 },
    });
    expect(GaugeDocument.fromMongo(raw)).toEqual({ ...draft, id: raw._id });
  });

  it('are the same in filters, operators untouched', async () => {
    await GaugeDocument.bulkInsert(
      [1, 2, 3].map((gaugeNumber) => ({ harbour: 'Kiel', gaugeNumber })),
    );
    const numbers = async (filter: Parameters<typeof GaugeDocument.bulkFind>[0]) =>
      (await all(GaugeDocument.bulkFind(filter))).map(({ gaugeNumber }) => gaugeNumber).sort();
    expect(await numbers({ harbour: 'Kiel', gaugeNumber: { $gt: 1 } })).toEqual([2, 3]);
    expect(await numbers({ harbour: 'Kiel', gaugeNumber: { $in: [1, 3] } })).toEqual([1, 3]);
    expect(await numbers({ harbour: 'Kiel', lastReading: { $exists: true } })).toEqual([]);
    const id = GaugeDocument.idOf({ harbour: 'Kiel', gaugeNumber: 2 });
    expect(await GaugeDocument.find({ id })).toMatchObject({ gaugeNumber: 2 });
    expect(await GaugeDocument.find({ harbour: 'Kiel', gaugeNumber: 2 })).toMatchObject({ id });
    expect(await GaugeDocument.find({ harbour: 'Kiel', gaugeNumber: 9 })).toBeUndefined();
  });

  it('come back as they were, whatever characters a text holds', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
        (content) => {
          const { __proto__: _, ...files } = content;
          const raw = RepositoryDocument.toMongo({ ...repositoryDraft, content: files });
          expect(
            RepositoryDocument.fromMongo(BSON.deserialize(BSON.serialize(raw))).content,
          ).toEqual(files);
        },
      ),
    );
  });

  it('make one identity, whoever computes it, and another one where a part differs', () => {
    const id = GaugeDocument.idOf({ harbour: 'Kiel', gaugeNumber: 11 });
    expect(id).toBe(GaugeDocument.idOf({ gaugeNumber: 11, harbour: 'Kiel' }));
    expect(id).not.toBe(GaugeDocument.idOf({ harbour: 'Kiel1', gaugeNumber: 1 }));
  });
});

describe('storing', () => {
  it('flaw 14: throws when the document is there already, instead of answering nothing', async () => {
    const draft = { harbour: 'Brest', gaugeNumber: 1 };
    expect(await GaugeDocument.save(draft)).toMatchObject(draft);
    const error = await GaugeDocument.save(draft).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({
      message: expect.stringContaining('there already'),
      hint: expect.stringContaining('upsert'),
      cause: expect.objectContaining({ code: 11000 }),
    });
  });

  it('flaw 14: in bulk stores what is new and counts what was there', async () => {
    const numbered = (gaugeNumber: number) => ({ harbour: 'Vigo', gaugeNumber });
    expect(await GaugeDocument.bulkInsert([])).toEqual({ inserted: 0, existing: 0 });
    expect(await GaugeDocument.bulkInsert([numbered(2)])).toEqual({ inserted: 1, existing: 0 });
    expect(await GaugeDocument.bulkInsert([1, 2, 3, 3].map(numbered))).toEqual({
      inserted: 2,
      existing: 2,
    });
    expect(await GaugeDocument.countBy('harbour', { harbour: 'Vigo' })).toEqual({ Vigo: 3 });
  });

  it('by getOrCreate gives the stored document, not the draft', async () => {
    const draft = { harbour: 'Riga', gaugeNumber: 1 };
    await GaugeDocument.save({ ...draft, readings: { low: 0.1 } });
    expect(await GaugeDocument.getOrCreate(draft)).toMatchObject({ readings: { low: 0.1 } });
  });
});

describe('a document that violates the schema', () => {
  const wrong = { ...articleDraft, sourceId: 'medium:wrong', content: { Title: '', Content: 'x' } };

  it('is refused before anything is sent, with the field that is wrong', async () => {
    const refused = { code: 'storage', message: expect.stringContaining('content.Title') };
    await expect(ArticleDocument.upsert(wrong)).rejects.toMatchObject(refused);
    await expect(ArticleDocument.save(wrong)).rejects.toMatchObject(refused);
    await expect(ArticleDocument.bulkInsert([articleDraft, wrong])).rejects.toMatchObject(refused);
    expect(await ArticleDocument.find({ sourceId: 'medium:wrong' })).toBeUndefined();
  });

  it.each([
    ['a missing link', { link: undefined }],
    ['a number for a platform', { platform: 1 }],
    ['flaw 8: a Subtitle of null', { content: { Title: 'T', Content: 'C', Subtitle: null } }],
    ['a content that is no text', { content: { Title: 'T', Content: 12 } }],
    ['a date as text', { crawled_at: '2026-01-01' }],
    ['an access that there is not', { access: 'some' }],
    ['a revision of one half', { revision: 0.5 }],
    ['a hash that is none', { content_hash: 'abc' }],
  ])('is refused by the server, whoever writes it: %s', async (_what, fault) => {
    const raw = {
      ...ArticleDocument.toMongo({ ...articleDraft, sourceId: 'medium:raw' }),
      ...fault,
    };
    const collection = await ArticleDocument.driver();
    await expect(collection.insertOne(raw)).rejects.toMatchObject({ code: 121 });
  });

  it('is allowed to have further top-level fields, as the documents of the course do', async () => {
    const raw = ArticleDocument.toMongo({ ...articleDraft, sourceId: 'medium:more' });
    await (await ArticleDocument.driver()).insertOne({
      ...raw,
      entry_id: raw._id,
      type: 'articles',
    });
    expect(await ArticleDocument.find({ id: raw._id })).not.toHaveProperty('entry_id');
  });

  it('is not handed out when it lies there from before', async () => {
    const collection = await UserDocument.driver();
    await collection.insertOne(
      { _id: 'old', first_name: 'Ada', last_name: null },
      { bypassDocumentValidation: true },
    );
    const refused = { code: 'storage', message: expect.stringMatching(/old of users.*lastName/) };
    await expect(UserDocument.find({ id: 'old' })).rejects.toMatchObject(refused);
    await expect(all(UserDocument.bulkFind({ firstName: 'Ada' }))).rejects.toMatchObject(refused);
  });
});

describe('types', () => {
  it('follow from the schema', () => {
    type Gauge = ReturnType<typeof GaugeDocument.fromMongo>;
    expectTypeOf<Gauge['lastReading']>().toEqualTypeOf<Date | undefined>();
    expectTypeOf<Gauge['id']>().toEqualTypeOf<string>();
    expectTypeOf(GaugeDocument.idOf).parameter(0).toEqualTypeOf<{
      harbour: string;
      gaugeNumber: number;
    }>();
    expectTypeOf<Article['access']>().toEqualTypeOf<'full' | 'preview'>();
    expectTypeOf<Article['content']>().toEqualTypeOf<{
      Title: string;
      Content: string;
      Subtitle?: string;
      language?: string;
    }>();
    expectTypeOf(ArticleDocument.upsert).returns.resolves.toEqualTypeOf<
      'stored' | 'replaced' | 'unchanged'
    >();
  });

  it('refuse what the database would refuse', () => {
    const withUndefined = { Title: '', Content: '', Subtitle: undefined };
    const refused = (): unknown[] => [
      // @ts-expect-error: a field of another type
      GaugeDocument.find({ gaugeNumber: 'three' }),
      // @ts-expect-error: no such field
      GaugeDocument.find({ gauge_number: 3 }),
      // @ts-expect-error: a part of the key is missing
      GaugeDocument.idOf({ harbour: 'Kiel' }),
      // @ts-expect-error: flaw 8: an absent part is left out, not undefined
      ArticleDocument.upsert({ ...articleDraft, content: withUndefined }),
      // @ts-expect-error: what follows from the content is not given
      ArticleDocument.upsert({ ...articleDraft, contentHash: '' }),
    ];
    expect(refused).toBeTypeOf('function');
  });
});
