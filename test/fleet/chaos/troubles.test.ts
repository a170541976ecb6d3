/**
 * Sites and messages that make trouble, all of them at the same time. By pollers of our own: MiniStack's have one batch in
 * flight, so one slow link would hold up all other scenarios.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrawlDocument } from '../../../src/documents/crawl.ts';
import { readMessage } from '../../../src/queue/message.ts';
import { goldpan } from '../../cli/goldpan.ts';
import { freshDatabase } from '../../setup/fresh-database.ts';
import { fleetPerson } from '../../sites/fleet-person.ts';
import { troubledBlogs } from '../../sites/fleet-troubles.ts';
import { type Delivery, type EventSource, startEventSource } from '../event-source.ts';
import { until } from '../queue.ts';
import { type FleetToBreak, startFleet, USER } from './fleet.ts';
import {
  deadLinks,
  expectNothingLeft,
  expectOneDocumentEach,
  ledgerRow,
  untilDead,
  untilStored,
} from './outcomes.ts';

const database = freshDatabase();
/** Of an invocation; what is not done by half of it is stopped. */
const TIMEOUT_S = 14;
const FIRST_BACK_OFF_S = 30;
const RETRY_AFTER_S = 13;
/** Of each of some found links: more than the function tries again at once. */
const REFUSALS = 4;

const blogs = troubledBlogs({ blogs: 10, postsEach: 5 });
const person = fleetPerson({ name: 'quay', publications: 3, postsEach: 8 });
const broken = blogs.take();
const slow = blogs.take();
const METADATA = 'http://169.254.169.254/latest/meta-data/';
const POISON = [
  'this is not JSON',
  JSON.stringify({ user: USER, depth: 'deep' }),
  JSON.stringify({ user: USER, link: METADATA, depth: 0 }),
];
let fleet: FleetToBreak;
let source: EventSource;

beforeAll(async () => {
  fleet = await startFleet([blogs, person], { database, timeout: TIMEOUT_S });
  // Half a minute and more of back-off is written down and left out; what a site asks for is kept.
  fleet.wire.hide = (seconds) => (seconds >= FIRST_BACK_OFF_S ? 0 : seconds);
  source = await startEventSource(fleet.cloud, fleet.outputs, { pollers: 6 });
}, 180_000);
afterAll(async () => {
  await source?.stop();
  await fleet?.[Symbol.asyncDispose]();
});

const deliveriesOf = (link: string): Delivery[] =>
  source.deliveries.filter(({ body }) => body.includes(`"${link}"`));

async function untilDelivered(link: string, times: number): Promise<Delivery[]> {
  const { cloud } = fleet;
  const what = `${link} to be delivered ${times} times`;
  await until(() => deliveriesOf(link).length === times, { withinMs: 30_000, what, cloud });
  return deliveriesOf(link);
}

describe('sites and messages that make trouble, all at the same time', { concurrent: true }, () => {
  it('a host that says 429 and Retry-After is left alone for that long, then crawled', async () => {
    const { host, links } = blogs.take();
    let refusedAt: number | undefined;
    blogs.trouble(host, (usual) => {
      refusedAt ??= Date.now();
      if (Date.now() >= refusedAt + RETRY_AFTER_S * 1000) return usual;
      return { status: 429, headers: { 'retry-after': String(RETRY_AFTER_S) } };
    });
    await fleet.send(links);
    await untilStored(fleet, links);

    await expectOneDocumentEach(links);
    const [first, ...others] = fleet.replica.requests
      .filter(({ url }) => url.hostname === host && url.pathname !== '/robots.txt')
      .map(({ startedAt }) => startedAt);
    // One request met the refusal; nobody asked again before the time was over.
    expect(others).toHaveLength(links.length);
    expect(Math.min(...others) - (first ?? 0)).toBeGreaterThanOrEqual(RETRY_AFTER_S * 1000);
    expect(fleet.wire.hidden).toContain(RETRY_AFTER_S);
  });

  it('a link that takes too long is stopped before the time-out, and goes on next time', async () => {
    const { host, link } = blogs.take();
    let asked = 0;
    blogs.trouble(host, (usual) => {
      asked += 1;
      return usual && { ...usual, delayMs: asked === 1 ? 0.8 * TIMEOUT_S * 1000 : 0 };
    });
    await fleet.send([link]);
    await untilStored(fleet, [link]);

    await expectOneDocumentEach([link]);
    const deliveries = await untilDelivered(link, 2);
    expect(deliveries).toMatchObject([
      { receives: 1, isReturned: true, error: undefined },
      { receives: 2, isReturned: false },
    ]);
  });

  it('a link that is always too slow ends among the dead letters with its reason, and takes none of its neighbours along', async () => {
    const [link = '', ...others] = slow.links;
    const { host } = slow;
    blogs.trouble(host, (usual, { url }) =>
      usual && url.href === link ? { ...usual, delayMs: 0.8 * TIMEOUT_S * 1000 } : usual,
    );
    await fleet.send(slow.links);
    await untilStored(fleet, others, 90_000);
    await untilDead(fleet, link);

    await expectOneDocumentEach(others);
    expect(await ledgerRow(link)).toMatchObject({ state: 'failed', reason: 'aborted' });
    expect((await deadLinks(fleet)).filter((dead) => others.includes(dead))).toEqual([]);
  });

  it('what SQS refuses of a batch of found links is handed over all the same', async () => {
    const refusals = new Map<string, number>();
    fleet.wire.refuse = ({ MessageBody }) => {
      const { link } = readMessage(MessageBody);
      const times = refusals.get(link) ?? 0;
      if (!link.endsWith('-3') || times === REFUSALS) return false;
      refusals.set(link, times + 1);
      return true;
    };
    await fleet.send([person.link]);
    await untilStored(fleet, person.posts);
    const refused = person.posts.filter((link) => link.endsWith('-3'));
    expect(Object.fromEntries(refusals)).toEqual(
      Object.fromEntries(refused.map((link) => [link, REFUSALS])),
    );
    await expectOneDocumentEach(person.posts);
  });

  it('a host that always fails: the link ends among the dead letters, with its reason in the ledger', async () => {
    const { host, link } = broken;
    blogs.trouble(host, () => ({ status: 500 }));
    await fleet.send([link]);
    await untilDead(fleet, link);
    expect(await ledgerRow(link)).toMatchObject({
      state: 'failed',
      reason: 'upstream',
      retry: 'later',
      attempts: 5,
    });
    await untilDelivered(link, 5);
    expect(fleet.wire.hidden).toEqual(expect.arrayContaining([30, 60, 120, 240]));
  });

  it('a poison message ends among the dead letters, and what lies behind it in its group is crawled', async () => {
    const { host, link } = blogs.take();
    for (const body of POISON) await fleet.sendBody(body, host);
    await fleet.send([link]);
    await untilStored(fleet, [link]);
    await until(async () => includesAll(await fleet.deadLetters(), POISON), {
      withinMs: 30_000,
      what: 'the poison to be among the dead letters',
      cloud: fleet.cloud,
    });

    await expectOneDocumentEach([link]);
    const log = await fleet.logged();
    for (const reason of ['The queue message is not JSON', 'link must be a string', 'unsafe_url']) {
      expect(log).toContain(reason);
    }
    expect(await CrawlDocument.find({ link: METADATA })).toBe(undefined);
    // Nothing that was not a link of ours was asked for.
    expect(fleet.replica.requests.some(({ url }) => url.hostname === '169.254.169.254')).toBe(
      false,
    );
  });

  it('a message that SQS delivers again when it has forgotten the first is acknowledged without a request', async () => {
    const { host, link } = blogs.take();
    const [message] = await fleet.send([link]);
    await untilStored(fleet, [link]);
    // After five minutes SQS takes the same message for a new one: a deduplication id of its own does that at once.
    const body = JSON.stringify(message);
    await fleet.sendBody(body, host);
    const [, again] = await untilDelivered(link, 2);
    expect(again).toMatchObject({ isReturned: false });
    expect(fleet.asked(host)).toHaveLength(1);
    expect(await ledgerRow(link)).toMatchObject({ state: 'stored', attempts: 1 });
  });
});

describe('when the sites are mended', () => {
  it('a redrive shows why each link failed and brings it back; what is no link stays', async () => {
    const links = [broken.link, slow.link];
    for (const { host } of [broken, slow]) blogs.mend(host);
    const { code, stdout, stderr } = await goldpan(['fleet', 'redrive', '--yes'], {
      ...fleet.cloud.env,
      MONGODB_URI: '',
    });
    expect(code, stdout + stderr).toBe(0);
    for (const said of [...links, 'upstream', 'aborted', 'invalid_event', 'unsafe_url']) {
      expect(stdout).toContain(said);
    }
    await untilStored(fleet, links);
    await source.untilEmpty();
    await expectOneDocumentEach(links);
    await expectNothingLeft(fleet, POISON);
  });
});

const includesAll = (all: readonly string[], some: readonly string[]): boolean =>
  some.every((one) => all.includes(one));
