import { describe, expect, it } from 'vitest';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

const failure = {
  state: 'failed',
  reason: 'throttled',
  message: 'https://example.org/a answered 429',
  hint: 'Later.',
  retry: 'later',
} as const;

describe('the ledger', () => {
  it('has one row a user and link, however often it is queued and by how many at once', async () => {
    const rows = ['a', 'b', 'c'].map((link) => ({ userId: 'once', link }));
    await Promise.all(Array.from({ length: 10 }, () => CrawlDocument.queue(rows)));
    await CrawlDocument.queue([]);
    expect((await CrawlDocument.queued('once')).map(({ link }) => link).sort()).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(await CrawlDocument.queued('somebody else')).toEqual([]);
  });

  it('counts the attempts, and keeps the day it first saw a link', async () => {
    const row = { userId: 'counts', link: 'https://example.org/a' };
    await CrawlDocument.queue([{ ...row, depth: 2 }]);
    const queued = await CrawlDocument.find(row);
    expect(queued).toMatchObject({
      state: 'queued',
      depth: 2,
      attempts: 0,
      documents: 0,
      found: 0,
    });
    expect(queued).not.toHaveProperty('attemptedAt');

    const outcome = {
      ...row,
      depth: 2,
      state: 'stored',
      platform: 'medium',
      documents: 1,
    } as const;
    await Promise.all(Array.from({ length: 5 }, () => CrawlDocument.record(outcome)));
    await CrawlDocument.queue([row]);
    expect(await CrawlDocument.find(row)).toMatchObject({
      state: 'queued',
      depth: 2,
      attempts: 5,
      documents: 1,
      platform: 'medium',
      firstSeenAt: queued?.firstSeenAt,
      attemptedAt: expect.any(Date),
    });
  });

  it('records a link that was never queued', async () => {
    const row = { userId: 'direct', link: 'https://example.org/a' };
    await CrawlDocument.record({ ...row, state: 'followed', found: 12 });
    const expected = { state: 'followed', found: 12, attempts: 1, firstSeenAt: expect.any(Date) };
    expect(await CrawlDocument.find(row)).toMatchObject(expected);
  });

  it('forgets the reason of a failure once the link works, and keeps the validators through one', async () => {
    const row = { userId: 'heals', link: 'https://example.org/a' };
    await CrawlDocument.record({ ...row, state: 'stored', platform: 'substack', etag: 'W/"1"' });
    await CrawlDocument.record({ ...row, ...failure });
    expect(await CrawlDocument.find(row)).toMatchObject({
      ...failure,
      etag: 'W/"1"',
      platform: 'substack',
    });
    await CrawlDocument.record({ ...row, state: 'unchanged', platform: 'substack' });
    const healed = await CrawlDocument.find(row);
    expect(healed).toMatchObject({ state: 'unchanged', attempts: 3 });
    for (const gone of ['reason', 'message', 'hint', 'retry', 'etag']) {
      expect(healed).not.toHaveProperty(gone);
    }
  });

  it('a failed attempt that gave nothing leaves what the last good one gave; one that gave a part does not', async () => {
    const row = { userId: 'counts on', link: 'https://example.org/a' };
    const marks = { etag: '"1"', validatedLink: row.link, storedAs: ['articles/1'] };
    await CrawlDocument.record({ ...row, state: 'stored', documents: 1, found: 2, ...marks });
    await CrawlDocument.record({ ...row, ...failure, retry: 'never' });
    expect(await CrawlDocument.find(row)).toMatchObject({ documents: 1, found: 2, ...marks });
    await CrawlDocument.record({ ...row, ...failure, documents: 0, found: 1 });
    const broken = await CrawlDocument.find(row);
    expect(broken).toMatchObject({ documents: 0, found: 1 });
    for (const mark of Object.keys(marks)) expect(broken).not.toHaveProperty(mark);
  });

  it('a link that never was crawled well has counts all the same', async () => {
    const row = { userId: 'none', link: 'https://example.org/a' };
    await CrawlDocument.record({ ...row, ...failure });
    expect(await CrawlDocument.find(row)).toMatchObject({ documents: 0, found: 0, attempts: 1 });
  });

  it('when a link is due is for its crawl to say; queueing it says so only where it is new', async () => {
    const row = { userId: 'due', link: 'https://example.org/a' };
    const [first, later] = [new Date('2026-11-24T12:00:00Z'), new Date('2026-12-24T12:00:00Z')];
    await CrawlDocument.queue([{ ...row, refreshAt: first }]);
    await CrawlDocument.queue([{ ...row, refreshAt: later }]);
    expect(await CrawlDocument.find(row)).toMatchObject({ refreshAt: first });
    await CrawlDocument.record({ ...row, ...failure, refreshAt: later });
    expect(await CrawlDocument.find(row)).toMatchObject({ refreshAt: later });
    await CrawlDocument.record({ ...row, ...failure, retry: 'never' });
    expect(await CrawlDocument.find(row)).not.toHaveProperty('refreshAt');
  });

  it('tells pages that are gone from failures, until they are back', async () => {
    const row = { userId: 'gone', link: 'https://example.org/gone' };
    const goneAt = new Date('2026-11-24T12:00:00Z');
    await CrawlDocument.record({ ...row, ...failure, reason: 'not_found', retry: 'never', goneAt });
    expect(await CrawlDocument.failures('gone')).toEqual([]);
    expect((await CrawlDocument.gone()).map(({ link }) => link)).toEqual([row.link]);
    await CrawlDocument.record({ ...row, state: 'unchanged', documents: 1 });
    expect(await CrawlDocument.gone()).toEqual([]);
  });

  it('flaw 15: tells how many links failed and why, by state and by platform', async () => {
    await CrawlDocument.queue([{ userId: 'told', link: 'q' }]);
    await CrawlDocument.record({ userId: 'told', link: 's', state: 'stored', platform: 'medium' });
    await CrawlDocument.record({ userId: 'told', link: 'f', platform: 'medium', ...failure });
    const filter = { userId: 'told' };
    expect(await CrawlDocument.countBy('state', filter)).toEqual({
      queued: 1,
      stored: 1,
      failed: 1,
    });
    expect(await CrawlDocument.countBy('platform', filter)).toEqual({ none: 1, medium: 2 });
    expect(await CrawlDocument.failures('told')).toEqual([
      expect.objectContaining({ link: 'f', reason: 'throttled', hint: 'Later.' }),
    ]);
  });
});
