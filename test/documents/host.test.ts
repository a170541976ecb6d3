import { describe, expect, it } from 'vitest';
import { HostDocument } from '../../src/documents/host.ts';
import type { HostMemory } from '../../src/fetching/host-memory.ts';
import { inMemoryHosts } from '../../src/fetching/in-memory-hosts.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

freshDatabase();

const DAY_MS = 24 * 60 * 60_000;
const now = Date.UTC(2026, 2, 1, 6);
const slot = (token: string, at = now) => ({
  token,
  now: at,
  busyUntil: at + 5_000,
  nextAt: at + 1_000,
});

const memories: readonly [string, HostMemory][] = [
  ['the database', HostDocument],
  ['the memory of one process', inMemoryHosts()],
];

describe.each(memories)('what is remembered of hosts in %s', (_name, hosts) => {
  it('lets one asker only have the slot, however many ask at once', async () => {
    const asked = Array.from({ length: 20 }, (_, token) =>
      hosts.claim('many.example', slot(`${token}`)),
    );
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  });

  it('frees the slot when its holder gives it back, and keeps the rest between two starts', async () => {
    expect(await hosts.claim('rest.example', slot('a'))).toBe(true);
    expect(await hosts.claim('rest.example', slot('b', now + 2_000))).toBe(false);
    await hosts.release('rest.example', 'a', { reception: 'welcome', nextAt: now + 3_000 });
    expect(await hosts.claim('rest.example', slot('b', now + 2_999))).toBe(false);
    expect(await hosts.claim('rest.example', slot('b', now + 3_000))).toBe(true);
  });

  it('gives the slot of a holder that died to somebody else when its lease is over', async () => {
    expect(await hosts.claim('dead.example', slot('dead'))).toBe(true);
    expect(await hosts.claim('dead.example', slot('next', now + 4_999))).toBe(false);
    expect(await hosts.claim('dead.example', slot('next', now + 5_000))).toBe(true);
    // The dead one wakes up: it has nothing to renew and nothing to give back.
    expect(await hosts.renew('dead.example', 'dead', now + 60_000)).toBe(false);
    await hosts.release('dead.example', 'dead', { reception: 'refused', nextAt: 0 });
    expect(await hosts.stateOf('dead.example')).toMatchObject({
      busyUntil: now + 10_000,
      refusals: 0,
    });
  });

  it('keeps a slot for as long as it is renewed', async () => {
    await hosts.claim('long.example', slot('a'));
    expect(await hosts.renew('long.example', 'a', now + 9_000)).toBe(true);
    expect(await hosts.claim('long.example', slot('b', now + 8_999))).toBe(false);
  });

  it('counts refusals in a row', async () => {
    const receptions = ['refused', 'silent', 'refused', 'welcome', 'refused'] as const;
    const counts: (number | undefined)[] = [];
    for (const [turn, reception] of receptions.entries()) {
      await hosts.claim('cross.example', slot('a', now + turn * 1_000));
      await hosts.release('cross.example', 'a', { reception, nextAt: 0 });
      counts.push((await hosts.stateOf('cross.example'))?.refusals);
    }
    expect(counts).toEqual([1, 1, 2, 0, 1]);
  });

  it('lets nobody start before a pause is over, and keeps the longer of two pauses', async () => {
    await hosts.pause('tired.example', now + 60_000, 'it asked for a pause');
    await hosts.pause('tired.example', now + 30_000, 'a shorter one');
    expect(await hosts.claim('tired.example', slot('a', now + 59_999))).toBe(false);
    expect(await hosts.stateOf('tired.example')).toMatchObject({
      pausedUntil: now + 60_000,
      pausedBecause: 'it asked for a pause',
    });
    expect(await hosts.claim('tired.example', slot('a', now + 60_000))).toBe(true);
  });

  it('pauses a lane in the middle of a request', async () => {
    await hosts.claim('busy.example', slot('a'));
    await hosts.pause('busy.example', now + 60_000, 'it asked for a pause');
    await hosts.release('busy.example', 'a', { reception: 'refused', nextAt: now });
    expect(await hosts.claim('busy.example', slot('b', now + 59_999))).toBe(false);
  });

  it('keeps the last robots.txt of an origin, however old', async () => {
    expect(await hosts.robotsOf('https://mara.example')).toBeUndefined();
    await hosts.keepRobots('https://mara.example', { text: 'Disallow: /a', readAt: now });
    await hosts.keepRobots('https://mara.example', { text: 'Disallow: /b', readAt: now + 5 });
    expect(await hosts.robotsOf('https://mara.example')).toEqual({
      text: 'Disallow: /b',
      readAt: now + 5,
    });
    expect(await hosts.robotsOf('http://mara.example')).toBeUndefined();
  });

  it('knows for 30 days whether a host needs a browser', async () => {
    expect(await hosts.browserUse('app.example', now)).toBeUndefined();
    await hosts.keepBrowserUse('app.example', 'useless', now - DAY_MS);
    await hosts.keepBrowserUse('app.example', 'needed', now);
    expect(await hosts.browserUse('app.example', now + 30 * DAY_MS - 1)).toBe('needed');
    expect(await hosts.browserUse('app.example', now + 30 * DAY_MS)).toBeUndefined();
  });
});

describe('hosts in the database', () => {
  it('are documents that their own model reads', async () => {
    await HostDocument.claim('kinds.example', slot('a'));
    await HostDocument.keepRobots('https://kinds.example', { text: '', readAt: now });
    await HostDocument.keepBrowserUse('kinds.example', 'needed', now);
    const kinds = await HostDocument.countBy('kind');
    expect(Object.keys(kinds).sort()).toEqual(['browser', 'lane', 'robots']);
    expect(await HostDocument.find({ kind: 'lane', name: 'kinds.example' })).toMatchObject({
      holder: 'a',
      busyUntil: new Date(now + 5_000),
      refusals: 0,
    });
  });
});
