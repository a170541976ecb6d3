/**
 * The function is killed, the database goes away: nothing is lost, and nothing is there twice. By pollers of our own, since
 * MiniStack's would wait out the queue's visibility time-out after each killed function.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArticleDocument } from '../../../src/documents/article.ts';
import { freshDatabase } from '../../setup/fresh-database.ts';
import { fleetPerson } from '../../sites/fleet-person.ts';
import { troubledBlogs } from '../../sites/fleet-troubles.ts';
import { type Delivery, type EventSource, startEventSource } from '../event-source.ts';
import { call, until } from '../queue.ts';
import { type FleetToBreak, startFleet, USER } from './fleet.ts';
import { expectNothingLeft, expectOneDocumentEach, ledgerRow, untilStored } from './outcomes.ts';

const database = freshDatabase();
const TIMEOUT_S = 20;
/** The messages of a function that was killed come again after this long, instead of six time-outs. */
const HIDDEN_S = 10;
const DOWN_MS = 20_000;

const blogs = troubledBlogs({ blogs: 6, postsEach: 5 });
const person = fleetPerson({ name: 'quay', publications: 3, postsEach: 8 });
let fleet: FleetToBreak;
let source: EventSource;

beforeAll(async () => {
  fleet = await startFleet([blogs, person], { database, timeout: TIMEOUT_S });
  source = await startEventSource(fleet.cloud, fleet.outputs, {
    pollers: 4,
    hiddenForSeconds: HIDDEN_S,
  });
}, 180_000);
afterAll(async () => {
  await source?.stop();
  await fleet?.[Symbol.asyncDispose]();
});

const deliveriesOf = (link: string): Delivery[] =>
  source.deliveries.filter(({ body }) => body.includes(`"${link}"`));

describe('the process of the function is killed', () => {
  it('while it waits for a page: the message comes again, and the page is stored once', async () => {
    const { host, link } = blogs.take();
    blogs.trouble(host, (usual) => usual && { ...usual, delayMs: 2_000 });
    await fleet.send([link]);
    await until(() => fleet.asked(host).length === 1, {
      withinMs: 30_000,
      what: 'the page to be asked for',
      cloud: fleet.cloud,
    });
    blogs.mend(host);
    fleet.killFunctions();

    await untilStored(fleet, [link]);
    await source.untilEmpty();
    await expectOneDocumentEach([link]);
    const [first, second] = deliveriesOf(link);
    expect(first?.error).toBeDefined();
    expect(second).toMatchObject({ isReturned: false, receives: 2 });
    expect(await ledgerRow(link)).toMatchObject({ attempts: 1 });
  });

  it('while it hands over what a page of a person led to: every post is crawled, and each once', async () => {
    let batches = 0;
    fleet.wire.lose = () => {
      batches += 1;
      if (batches === 2) fleet.killFunctions();
      // The first batch was taken; the other two of the killed function never got there.
      return batches === 2 || batches === 3;
    };
    await fleet.send([person.link]);
    await untilStored(fleet, person.posts);
    fleet.wire.lose = () => false;
    await source.untilEmpty();

    expect(batches).toBeGreaterThan(3);
    expect(deliveriesOf(person.link)[0]?.error).toBeDefined();
    await expectOneDocumentEach(person.posts);
    expect(await ledgerRow(person.link)).toMatchObject({
      state: 'followed',
      found: person.posts.length,
    });
    const asked = person.hosts.slice(1).flatMap((host) => fleet.asked(host));
    // A post that was being crawled when its function was killed may have been asked for.
    expect(asked.length).toBeLessThanOrEqual(person.posts.length + 3);
  });
});

describe('the database is down for 20 s', () => {
  it('what was being crawled comes again and is stored; nothing ends among the dead letters', async () => {
    const taken = [blogs.take(), blogs.take(), blogs.take()];
    const links = taken.flatMap((one) => one.links);
    for (const { host } of taken)
      blogs.trouble(host, (usual) => usual && { ...usual, delayMs: 150 });
    await fleet.send(links);
    await until(() => taken.every(({ host }) => fleet.asked(host).length > 0), {
      withinMs: 30_000,
      what: 'all three hosts to be crawled',
      cloud: fleet.cloud,
    });
    // A shorter back-off than half a minute: more than one attempt meets a database that is down.
    fleet.wire.hide = (seconds) => Math.min(seconds, 12);
    await fleet.gate.shut();
    await new Promise((resolve) => setTimeout(resolve, DOWN_MS));
    await fleet.gate.open();

    await untilStored(fleet, links, 90_000);
    await source.untilEmpty();
    await expectOneDocumentEach(links);
    expect(await fleet.logged()).toContain('"code":"storage"');
  });
});

describe('after all that', () => {
  it('nothing waits, nothing is among the dead letters, and every link is in the ledger as done', async () => {
    await expectNothingLeft(fleet);
  });
});

describe('two invocations in one warm function', () => {
  it('share connections and nothing else: nothing of the first is in what the second answers, logs and stores', async () => {
    const { cloud } = fleet;
    await source.untilEmpty();
    await source.stop();
    fleet.killFunctions();
    await until(() => cloud.functions().length === 0, {
      withinMs: 5_000,
      what: 'all functions to be gone',
      cloud,
    });
    const [one, other] = [blogs.take(), blogs.take()];
    const [first, second] = [one.link, other.link];

    await crawlDirectly('Ilse Bakker', first);
    const answer = await crawlDirectly(USER, second);
    expect(answer).toMatchObject({ statusCode: 200, body: { user: USER, link: second } });
    expect(JSON.stringify(answer)).not.toContain('Ilse');
    // MiniStack may file the last lines of an invocation with the next one.
    await crawlDirectly(USER, second);
    const lines = (await fleet.logged()).split('\n');
    const ids = new Set(lines.filter((line) => line.includes(second)).flatMap(requestIdOf));
    const own = lines.filter((line) => requestIdOf(line).some((id) => ids.has(id)));
    expect(own.filter((line) => /Ilse/.test(line) || line.includes(one.host))).toEqual([]);
    // It was the same process each time.
    expect(own.filter((line) => line.includes('"cold_start":true'))).toEqual([]);
    expect(cloud.functions()).toHaveLength(1);
    const articles = await Array.fromAsync(
      ArticleDocument.bulkFind({ link: { $in: [first, second] } }),
    );
    expect(
      Object.fromEntries(articles.map(({ link, authorFullName }) => [link, authorFullName])),
    ).toEqual({ [first]: 'Ilse Bakker', [second]: USER });
  });
});

/** Calls the function, as `goldpan fleet invoke` does. */
async function crawlDirectly(user: string, link: string): Promise<unknown> {
  for (;;) {
    const { payload, error } = await call(fleet.cloud, fleet.outputs, { user, link });
    if (error === undefined) return payload;
    // Now and then MiniStack hands a call to a process that was killed above, and notices only then that it is gone.
    expect(payload).toMatchObject({ errorMessage: 'Worker process died' });
  }
}

const requestIdOf = (line: string): string[] =>
  /"function_request_id":"([^"]+)"/.exec(line)?.slice(1) ?? [];
