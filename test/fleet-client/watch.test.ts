import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { noteHandedOver } from '../../src/documents/due-crawls.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { type WatchDeps, watchLedger } from '../../src/fleet/watch.ts';
import type { RunProgress } from '../../src/pipeline/crawl-all.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

const times = { lookMs: 20, emptyMs: 200, quietMs: 100 };
let person = 0;
let userId = '';
let since: Date;
let users: ReadonlyMap<string, string>;
let told: RunProgress[];
let deps: WatchDeps;

beforeEach(async () => {
  person += 1;
  const user = await UserDocument.getOrCreate({ firstName: 'Mara', lastName: String(person) });
  userId = user.id;
  users = new Map([[userId, `Mara ${person}`]]);
  since = new Date();
  told = [];
  deps = {
    signal: new AbortController().signal,
    queueHolds: async () => true,
    onProgress: (progress) => told.push(progress),
    onQuiet: () => undefined,
  };
});

const one = 'https://mara.example/one';
const two = 'https://mara.example/two';

/** A link that lies in the queue. */
async function queued(link: string, depth = 0): Promise<void> {
  await CrawlDocument.queue([{ userId, link, depth }]);
  await noteHandedOver([CrawlDocument.idOf({ userId, link })], since);
}

const stored = (link: string): Promise<void> =>
  CrawlDocument.record({
    userId,
    link,
    state: 'stored',
    platform: 'mara.example',
    documents: 1,
    storedAs: ['articles/1'],
    tookMs: 5,
  });

const failedForNow = (link: string, comesBack: boolean): Promise<void> =>
  CrawlDocument.record({
    userId,
    link,
    state: 'failed',
    reason: 'throttled',
    message: 'mara.example asks for a pause.',
    hint: 'Later.',
    retry: 'later',
    ...(comesBack && { handedOverAt: since }),
  });

const linesOf = (): string[] =>
  told.flatMap(({ done, total, outcome }) =>
    outcome === undefined ? [] : [`${done}/${total} ${outcome.state} ${outcome.link}`],
  );

describe('watching the fleet', () => {
  it('tells of each link as it is done, found ones included, and ends with the last', async () => {
    await queued(one);
    const watching = watchLedger({ since, now: since, users }, deps, times);
    await sleep(100);
    await queued(two, 1);
    await CrawlDocument.record({
      userId,
      link: one,
      state: 'followed',
      platform: 'mara.example',
      found: 1,
    });
    await sleep(100);
    await stored(two);
    const { outcomes, left, triedAgain, documents } = await watching;
    expect(linesOf()).toEqual([`1/2 followed ${one}`, `2/2 stored ${two}`]);
    expect(outcomes.map(({ user, link, state }) => [user, link, state])).toEqual([
      [`Mara ${person}`, one, 'followed'],
      [`Mara ${person}`, two, 'stored'],
    ]);
    expect({ left, triedAgain }).toEqual({ left: 0, triedAgain: 0 });
    expect(documents).toMatchObject([{ collection: 'articles', platform: 'mara.example' }]);
  });

  it('shows a failure that passes, and waits for its next attempt', async () => {
    await queued(one);
    const watching = watchLedger({ since, now: since, users }, deps, times);
    await sleep(60);
    await failedForNow(one, true);
    await sleep(200);
    await stored(one);
    const { outcomes, left } = await watching;
    expect(linesOf()).toEqual([`0/1 failed ${one}`, `1/1 stored ${one}`]);
    expect(outcomes).toMatchObject([{ state: 'stored' }]);
    expect(left).toBe(0);
  });

  it('waits no longer for a failure whose message is among the dead letters', async () => {
    await queued(one);
    await failedForNow(one, false);
    const { outcomes, triedAgain } = await watchLedger({ since, now: since, users }, deps, times);
    expect(outcomes).toMatchObject([{ state: 'failed', failure: { code: 'throttled' } }]);
    expect(triedAgain).toBe(0);
  });

  it('ends when it is stopped, and says what is left', async () => {
    await queued(one);
    await queued(two);
    await failedForNow(two, true);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const report = await watchLedger(
      { since, now: since, users },
      { ...deps, signal: stop.signal },
      times,
    );
    expect(report).toMatchObject({ left: 1, triedAgain: 1 });
  });

  it('gives up what is in the queue no more, so that the next ingest sends it again', async () => {
    await queued(one);
    const { left } = await watchLedger(
      { since, now: since, users },
      { ...deps, queueHolds: async () => false },
      times,
    );
    expect(left).toBe(1);
    const row = await CrawlDocument.find({ userId, link: one });
    expect(row).toMatchObject({ state: 'queued', handedOverAt: new Date(0) });
  });

  it('says once that nothing comes', async () => {
    await queued(one);
    let quiet = 0;
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 500);
    await watchLedger(
      { since, now: since, users },
      { ...deps, signal: stop.signal, onQuiet: () => (quiet += 1) },
      times,
    );
    expect(quiet).toBe(1);
  });

  it('leaves out what was crawled before, and what others have waiting', async () => {
    await stored('https://mara.example/old');
    await sleep(20);
    since = new Date();
    const other = await UserDocument.getOrCreate({ firstName: 'Other', lastName: String(person) });
    await CrawlDocument.queue([{ userId: other.id, link: one }]);
    await CrawlDocument.queue([{ userId, link: 'https://mara.example/of-a-local-run' }]);
    await queued(two);
    await stored(two);
    const { outcomes, left, doneBefore } = await watchLedger(
      { since, now: since, users },
      deps,
      times,
    );
    expect(outcomes.map(({ link }) => link)).toEqual([two]);
    expect({ left, doneBefore }).toEqual({ left: 0, doneBefore: 0 });
    expect(linesOf()).toEqual([`1/1 stored ${two}`]);
  });

  it('counts what an interrupted ingest had done, and does not tell of it again', async () => {
    await queued(one);
    await stored(one);
    await sleep(20);
    const now = new Date();
    await queued(two);
    await stored(two);
    const { outcomes, doneBefore } = await watchLedger({ since, now, users }, deps, times);
    expect(outcomes.map(({ link }) => link)).toEqual([one, two]);
    expect(doneBefore).toBe(1);
    expect(linesOf()).toEqual([`2/2 stored ${two}`]);
  });
});
