/**
 * From one link to a page of a person: 300 posts on 20 hosts, crawled by several functions at once, each message delivered
 * twice. By pollers of our own (event-source.ts says why).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArticleDocument } from '../../src/documents/article.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { readMessage } from '../../src/queue/message.ts';
import { sqsQueue } from '../../src/queue/sqs.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { fleetPerson } from '../sites/fleet-person.ts';
import { type LoggedRequest, type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { deployFleet, type Outputs } from './deploy.ts';
import { type Cloud, startCloud } from './emulator.ts';
import { type Delivery, startEventSource } from './event-source.ts';
import { messagesIn } from './queue.ts';

const HOSTS = 20;
const POSTS = 300;
const PACE_MS = 40;
/** Long enough for a second request at the same moment to be seen. */
const ANSWER_MS = 25;

const MONGODB_DATABASE = freshDatabase();
const person = fleetPerson({
  name: 'pier',
  publications: HOSTS,
  postsEach: POSTS / HOSTS,
  delayMs: ANSWER_MS,
});
let replica: ReplicaSites;
let cloud: Cloud;
let outputs: Outputs;
let deliveries: readonly Delivery[];
/** The most functions that were there at the same time. */
let functions = 0;

beforeAll(async () => {
  replica = await startReplicaSites([person]);
  cloud = await startCloud({
    functionEnv: {
      HTTPS_PROXY: replica.proxyUrl,
      NODE_EXTRA_CA_CERTS: replica.caPath,
      MONGODB_DATABASE,
      PACE: String(PACE_MS / 1000),
    },
  });
  const mongodbUri = process.env.MONGODB_URI ?? '';
  outputs = await deployFleet(cloud, { mongodbUri, context: { timeout: '60' } });

  await using source = await startEventSource(cloud, outputs, {
    pollers: 4,
    twice: (batch) => (batch % 2 === 0 ? 'at once' : 'afterwards'),
  });
  const queue = sqsQueue(outputs.QueueUrl, { client: async () => cloud.sqs });
  const since = new Date().toISOString();
  await queue.follow([{ user: 'Mara Lindqvist', link: person.link, depth: 0, since }]);
  const counting = setInterval(() => {
    functions = Math.max(functions, cloud.functions().length);
  }, 500);
  await source.untilEmpty();
  clearInterval(counting);
  deliveries = source.deliveries;
}, 180_000);
afterAll(async () => {
  await cloud?.stop();
  await replica?.close();
});

describe('a page of a person leads to 300 posts on 20 hosts, and every message is delivered twice', () => {
  it('nothing is lost: each post is in the ledger as done, and nothing is left in the queue or among the dead letters', async () => {
    expect(await messagesIn(cloud, outputs.QueueUrl)).toBe(0);
    expect(await messagesIn(cloud, outputs.DeadLetterUrl)).toBe(0);
    const rows = await Array.fromAsync(CrawlDocument.bulkFind());
    expect(rows.map(({ link }) => link).toSorted()).toEqual(
      [person.link, ...person.posts].toSorted(),
    );
    expect(rows.filter(({ state }) => state === 'queued' || state === 'failed')).toEqual([]);
    expect(rows.find(({ link }) => link === person.link)).toMatchObject({ found: POSTS });
  });

  it('nothing is there twice: one document for each post, written once', async () => {
    const articles = await Array.fromAsync(ArticleDocument.bulkFind());
    expect(articles.map(({ link }) => link).toSorted()).toEqual(person.posts.toSorted());
    expect(new Set(articles.map(({ revision }) => revision))).toEqual(new Set([1]));
  });

  it('several functions work at once, and several hosts are asked at the same moment', () => {
    expect(functions).toBeGreaterThanOrEqual(4);
    expect(mostAtOnce(replica.requests)).toBeGreaterThanOrEqual(3);
  });

  it('no host ever has two requests in flight', () => {
    const hosts = byHost(replica.requests);
    expect(hosts.size).toBe(HOSTS + 1);
    expect([...hosts].filter(([, requests]) => mostAtOnce(requests) > 1).map(nameOf)).toEqual([]);
  });

  it('each host is left in peace between two requests', () => {
    // Between the function's clock and the site's lies the way through the proxy.
    const least = PACE_MS / 2;
    expect(
      [...byHost(replica.requests)]
        .filter(([, requests]) => shortestRest(requests) < least)
        .map(nameOf),
    ).toEqual([]);
  });

  it('a post is fetched once, and a second time only where both deliveries came at the same moment', () => {
    const asked = Map.groupBy(
      replica.requests.filter(({ url }) => url.pathname.startsWith('/p/')),
      ({ url }) => url.href,
    );
    const atOnce = new Set(linksOf(deliveries.filter(({ twice }) => twice === 'at once')));
    const repeated = person.posts.filter((link) => asked.get(link)?.length !== 1);
    expect(repeated.filter((link) => !atOnce.has(link))).toEqual([]);
    expect(repeated.filter((link) => asked.get(link)?.length !== 2)).toEqual([]);
  });

  it('every message came twice at the least, and none of the invocations failed', () => {
    const links = Map.groupBy(linksOf(deliveries), (link) => link);
    expect(links.size).toBe(POSTS + 1);
    expect([...links.values()].filter((times) => times.length < 2)).toEqual([]);
    expect(deliveries.filter(({ isReturned }) => isReturned)).toEqual([]);
  });
});

const byHost = (requests: readonly LoggedRequest[]): Map<string, LoggedRequest[]> =>
  Map.groupBy(requests, ({ url }) => url.hostname);

const linksOf = (some: readonly Delivery[]): string[] =>
  some.map(({ body }) => readMessage(body).link);

const nameOf = ([host]: readonly [string, unknown]): string => host;

/** From the start of one request to the start of the next, in milliseconds. */
function shortestRest(requests: readonly LoggedRequest[]): number {
  const starts = requests.map(({ startedAt }) => startedAt).toSorted((a, b) => a - b);
  return Math.min(...starts.slice(1).map((start, index) => start - (starts[index] ?? 0)));
}

/** The most requests that were in flight at the same moment; one that ends when the next begins is not. */
function mostAtOnce(requests: readonly LoggedRequest[]): number {
  const ends = requests.flatMap(({ startedAt, finishedAt = Number.POSITIVE_INFINITY }) => [
    { at: startedAt, change: 1 },
    { at: finishedAt, change: -1 },
  ]);
  let [now, most] = [0, 0];
  for (const { change } of ends.toSorted((a, b) => a.at - b.at || a.change - b.change)) {
    now += change;
    most = Math.max(most, now);
  }
  return most;
}
