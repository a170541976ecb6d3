/** Several people, one warm container: the real pipeline behind the handler, and replica sites behind that. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ArticleDocument } from '../../src/documents/article.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { UserDocument } from '../../src/documents/user.ts';
import { type ClosableFetcher, createFetcher } from '../../src/fetching/index.ts';
import type { createHandler } from '../../src/handlers/handler.ts';
import { createLogger, logOf } from '../../src/handlers/logging.ts';
import { Redaction } from '../../src/handlers/redaction.ts';
import { crawlLink } from '../../src/pipeline/crawl-link.ts';
import { queueInLedger } from '../../src/pipeline/ledger.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { type ReplicaSites, type Site, startReplicaSites } from '../sites/replica.ts';
import { captureLog } from './captured-log.ts';
import { handlerOf, lambdaContext, sqsRecord } from './invocation.ts';

freshDatabase();

const MARA = 'Mara Lindqvist';
const ADA = 'Ada Holm';

/** A blog with a feed that leads to three notes. */
const blogOf = (host: string, author: string): Site => ({
  hosts: [host],
  answer: ({ url: { pathname } }) => {
    if (pathname === '/feed.xml') {
      const items = [1, 2, 3].map(
        (n) => `<item><title>Note ${n}</title><link>https://${host}/notes/${n}</link></item>`,
      );
      return {
        headers: { 'content-type': 'application/rss+xml' },
        delayMs: author === MARA ? slowMs : 0,
        body: `<?xml version="1.0"?><rss version="2.0"><channel><title>Notes</title><link>https://${host}/</link>${items.join('')}</channel></rss>`,
      };
    }
    const note = /^\/notes\/(\d)$/.exec(pathname)?.[1];
    if (note === undefined) return undefined;
    const paragraph = `Note ${note} of ${author} is about the water at ${host}, which turned at six and again at noon, as the harbour master had said it would when the wind came round.`;
    return {
      body: `<!doctype html><html lang="en"><head><title>Note ${note}</title><meta name="author" content="${author}"></head><body><main><article><h1>Note ${note}</h1>${`<p>${paragraph}</p>`.repeat(4)}</article></main></body></html>`,
    };
  },
});

/** How long the next answers of Mara's blog take. */
let slowMs = 0;
let replica: ReplicaSites;
let fetcher: ClosableFetcher;
let handler: ReturnType<typeof createHandler>;
const log = captureLog();

beforeAll(async () => {
  replica = await startReplicaSites([blogOf('mara.example', MARA), blogOf('ada.example', ADA)]);
});
beforeEach(async () => {
  for (const model of [ArticleDocument, CrawlDocument]) await (await model.driver()).deleteMany({});
  await fetcher?.close();
  const serviceName = 'goldpan-test';
  const logger = createLogger({ serviceName, logLevel: 'DEBUG', redaction: new Redaction() });
  const { proxyUrl, ca } = replica;
  const settings = { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, PACE: '0' };
  fetcher = createFetcher(settings, { ca, log: logOf(logger) });
  handler = handlerOf(crawlLink, { fetcher, queueInLedger, logger });
});
afterAll(async () => {
  await fetcher?.close();
  await replica?.close();
});

/** Every line that names a blog is its person's, and says so. */
function assertLinesAreKeptApart(): void {
  const lines = log.lines();
  for (const [host, user] of [
    ['mara.example', MARA],
    ['ada.example', ADA],
  ] as const) {
    const own = lines.filter((line) => JSON.stringify(line).includes(host));
    expect(own.length).toBeGreaterThan(0);
    for (const line of own) {
      expect(line).toMatchObject({ user, link: expect.stringContaining(host) });
    }
  }
}

async function assertDocumentsAreTheirAuthors(count: number): Promise<void> {
  for (const [firstName, lastName, host] of [
    ['Mara', 'Lindqvist', 'mara.example'],
    ['Ada', 'Holm', 'ada.example'],
  ] as const) {
    const user = await UserDocument.find({ firstName, lastName });
    const own = await Array.fromAsync(ArticleDocument.bulkFind({ authorId: user?.id ?? '' }));
    expect(own).toHaveLength(count);
    for (const { link, authorFullName, content } of own) {
      expect(new URL(link).hostname).toBe(host);
      expect(authorFullName).toBe(`${firstName} ${lastName}`);
      expect(content.Content).toContain(`of ${firstName} ${lastName}`);
    }
  }
}

const feed = (host: string): string => `https://${host}/feed.xml`;
const FOUR_LINKS = {
  'Links outcome=followed': 1,
  'Links outcome=stored': 3,
  'Documents outcome=stored': 3,
  'LinksByPlatform platform=other': 4,
  LinkSuccess: 4,
};

describe('two events in one warm container', () => {
  it('one after the other share neither log fields nor metrics nor documents', async () => {
    await handler({ user: MARA, link: feed('mara.example') }, lambdaContext());
    expect(log.metrics()).toMatchObject(FOUR_LINKS);
    const ofMara = log.text();
    log.clear();
    await handler({ user: ADA, link: feed('ada.example') }, lambdaContext());
    expect(log.metrics()).toMatchObject(FOUR_LINKS);
    expect(log.text()).not.toMatch(/mara/i);
    expect(ofMara).not.toMatch(/ada\.example|Ada Holm/);
    await assertDocumentsAreTheirAuthors(3);
  });

  it('at the same time share none either', async () => {
    const answers = await Promise.all([
      handler({ user: MARA, link: feed('mara.example') }, lambdaContext()),
      handler({ user: ADA, link: feed('ada.example') }, lambdaContext()),
    ]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ body: { followed: { crawled: 3, failed: 0, waiting: 0 } } });
    }
    assertLinesAreKeptApart();
    await assertDocumentsAreTheirAuthors(3);
  });

  it('where one runs out of time, the other does not stop', async () => {
    slowMs = 3_000;
    const [short, long] = await Promise.allSettled([
      handler({ user: MARA, link: feed('mara.example') }, lambdaContext(1_000)),
      handler({ user: ADA, link: feed('ada.example') }, lambdaContext()),
    ]);
    expect(short).toMatchObject({ status: 'rejected', reason: { name: 'AbortedError' } });
    expect(long).toMatchObject({ value: { body: { followed: { crawled: 3 } } } });
    slowMs = 0;
    // And the next event of the same container, for the site where it stopped.
    await expect(
      handler({ user: MARA, link: feed('mara.example') }, lambdaContext()),
    ).resolves.toMatchObject({ body: { state: 'followed', followed: { crawled: 3 } } });
  });
});

describe('a batch with messages of two people', () => {
  it('keeps every line of the log apart', async () => {
    const record = (user: string, link: string) =>
      sqsRecord(JSON.stringify({ user, link, depth: 0 }), new URL(link).hostname);
    const records = [1, 2, 3].flatMap((n) => [
      record(MARA, `https://mara.example/notes/${n}`),
      record(ADA, `https://ada.example/notes/${n}`),
    ]);
    await expect(handler({ Records: records }, lambdaContext())).resolves.toEqual({
      batchItemFailures: [],
    });
    assertLinesAreKeptApart();
    for (const line of log.lines()) expect(line).toMatchObject({ messageId: expect.any(String) });
    await assertDocumentsAreTheirAuthors(3);
    expect(log.metrics()).toMatchObject({ 'Links outcome=stored': 6 });
  });
});
