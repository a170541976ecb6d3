import { describe, expect, it } from 'vitest';
import manifest from '#package' with { type: 'json' };
import { ArticleDocument } from '../../src/documents/article.ts';
import { CrawlDocument } from '../../src/documents/crawl.ts';
import { RepositoryDocument } from '../../src/documents/repository.ts';
import type { StoredDocument } from '../../src/pipeline/store-harvest.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { githubLinks, githubSite } from '../sites/github.ts';
import { manyBlogs } from '../sites/many-blogs.ts';
import type { Site, SiteAnswer } from '../sites/replica.ts';
import { substackLinks, substackSite } from '../sites/substack.ts';
import { withValidators } from '../sites/with-validators.ts';
import { rowOf, runsAgainst, statesOf } from './harness.ts';

freshDatabase();

const LOG = 'https://harbour-0.example/log/0';
const blog = manyBlogs({ blogs: 1, postsEach: 2 });

/** Whatever a test puts here, before the blog's own answer. */
let instead: ((page: SiteAnswer, conditional: boolean) => SiteAnswer) | undefined;
const blogSite: Site = {
  hosts: blog.hosts,
  async answer(request) {
    if (request.url.pathname === '/robots.txt') {
      const body = 'User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n';
      return { headers: { 'content-type': 'text/plain' }, body };
    }
    const page = await blog.answer(request);
    const { headers } = request;
    const conditional = 'if-none-match' in headers || 'if-modified-since' in headers;
    return page && (instead?.(page, conditional) ?? page);
  },
};

const { ingest: run, asked } = runsAgainst([
  blogSite,
  withValidators(substackSite),
  withValidators(githubSite),
]);

describe('a page that its site says has not changed', () => {
  it('is asked for conditionally, and comes out unchanged with the counts that it had', async () => {
    instead = (page, conditional) =>
      conditional ? { status: 304 } : { ...page, headers: { etag: 'W/"tide-1"' } };
    expect(statesOf(await run([LOG]))).toEqual({ '/log/0': 'stored' });
    expect(asked()).toEqual(['/log/0']);
    const before = await rowOf(LOG);
    expect(before).toMatchObject({
      crawler: `custom@${manifest.version}`,
      etag: 'W/"tide-1"',
      validatedLink: LOG,
      documents: 1,
    });

    const again = await run([LOG]);
    // The answer had no body: there was nothing to parse.
    expect(asked()).toEqual(['/log/0 if-none-match']);
    expect(again.outcomes).toEqual([
      expect.objectContaining({
        state: 'unchanged',
        platform: 'harbour-0.example',
        documents: { stored: 0, replaced: 0, unchanged: 1 },
      }),
    ]);
    const { attempts, attemptedAt: _, state, refreshAt: __, tookMs: ___, ...kept } = before;
    expect(await rowOf(LOG)).toMatchObject({ ...kept, attempts: 2, state: 'unchanged' });
    expect([attempts, state]).toEqual([1, 'stored']);
    expect(await run([LOG])).toMatchObject({ outcomes: [{ state: 'unchanged' }] });
    expect(asked()).toEqual(['/log/0 if-none-match']);
  });

  it('is asked for by its date too', async () => {
    const date = 'Mon, 02 Mar 2026 06:00:00 GMT';
    instead = (page, conditional) =>
      conditional ? { status: 304 } : { ...page, headers: { 'last-modified': date } };
    await run([LOG]);
    asked();
    expect(statesOf(await run([LOG]))).toEqual({ '/log/0': 'unchanged' });
    expect(asked()).toEqual(['/log/0 if-modified-since']);
    expect(await rowOf(LOG)).toMatchObject({ lastModified: date });
  });

  it('still tells which documents it holds', async () => {
    const documents: StoredDocument[] = [];
    await run([substackLinks.preview]);
    await run([substackLinks.preview], { observe: { document: (one) => documents.push(one) } });
    const stored = await ArticleDocument.find({ platform: 'substack' });
    expect(documents).toEqual([
      { collection: 'articles', id: stored?.id, platform: 'substack', change: 'unchanged' },
    ]);
  });

  it('a repository: one request to the API, and the archive is left', async () => {
    await run([githubLinks.repository.href]);
    expect(asked()).toHaveLength(3);
    const again = await run([githubLinks.repository.href]);
    expect(asked()).toEqual([
      `/repos${githubLinks.repository.pathname}/commits/HEAD if-none-match`,
    ]);
    expect(again.outcomes[0]).toMatchObject({ state: 'unchanged', platform: 'github' });
    expect(await RepositoryDocument.find({ platform: 'github' })).toMatchObject({ revision: 1 });
  });
});

describe('a page is read as a whole', () => {
  const conditionally = (page: SiteAnswer, conditional: boolean): SiteAnswer =>
    conditional ? { status: 304 } : { ...page, headers: { etag: '"1"' } };

  it('when it has changed; its new mark is kept then', async () => {
    instead = (page) => ({ ...page, headers: { etag: '"1"' } });
    await run([LOG]);
    instead = (page) => ({
      headers: { etag: '"2"' },
      body: String(page.body).replaceAll('slack water', 'low water'),
    });
    expect((await run([LOG])).outcomes[0]?.documents).toEqual({
      stored: 0,
      replaced: 1,
      unchanged: 0,
    });
    expect(asked()).toEqual(['/log/0', '/log/0 if-none-match']);
    expect(await rowOf(LOG)).toMatchObject({ etag: '"2"' });
  });

  it('when its site gives no marks: the text decides', async () => {
    instead = undefined;
    await run([LOG]);
    expect(statesOf(await run([LOG]))).toEqual({ '/log/0': 'unchanged' });
    expect(asked()).toEqual(['/log/0', '/log/0']);
  });

  it('when another version of goldpan has read it', async () => {
    instead = conditionally;
    await run([LOG]);
    const collection = await CrawlDocument.driver();
    await collection.updateMany({}, { $set: { crawler: 'custom@0.0.1' } });
    expect(statesOf(await run([LOG]))).toEqual({ '/log/0': 'unchanged' });
    expect(asked()).toEqual(['/log/0', '/log/0']);
    expect(await rowOf(LOG)).toMatchObject({ crawler: `custom@${manifest.version}` });
  });

  it('when it is read for somebody else', async () => {
    instead = conditionally;
    await run([LOG]);
    expect(statesOf(await run([LOG], {}, 'Ada Holm'))).toEqual({ '/log/0': 'stored' });
    expect(asked()).toEqual(['/log/0', '/log/0']);
  });

  it('when what it gave is no longer in the database', async () => {
    instead = conditionally;
    await run([LOG]);
    await (await ArticleDocument.driver()).deleteMany({});
    expect(statesOf(await run([LOG]))).toEqual({ '/log/0': 'stored' });
    expect(asked()).toEqual(['/log/0', '/log/0']);
  });

  it('when nothing came of it', async () => {
    instead = () => ({ headers: { etag: '"1"' }, body: '<title>Parked</title><p>For sale.</p>' });
    expect(statesOf(await run([LOG]))).toEqual({ '/log/0': 'failed' });
    expect(statesOf(await run([LOG]))).toEqual({ '/log/0': 'failed' });
    expect(asked()).toEqual(['/log/0', '/log/0']);
  });

  it('when it is a source: an ingest goes through all that it leads to, each conditionally', async () => {
    await run([substackLinks.publication]);
    asked();
    const again = await run([substackLinks.publication]);
    expect(asked().toSorted()).toEqual([
      '/api/v1/archive',
      '/p/a-gap-is-a-reading-too if-none-match',
      '/p/notes-on-tuning-on-notes if-none-match',
      '/p/the-tide-table-is-a-prior if-none-match',
    ]);
    expect(statesOf(again)).toMatchObject({
      '/': 'followed',
      '/p/a-gap-is-a-reading-too': 'unchanged',
    });
  });
});

it('a refusal in between does not forget the marks of the last good answer', async () => {
  instead = (page) => ({ ...page, headers: { etag: '"1"' } });
  await run([LOG]);
  instead = () => ({ status: 403, body: 'Forbidden' });
  expect(statesOf(await run([LOG]))).toEqual({ '/log/0': 'failed' });
  expect(await rowOf(LOG)).toMatchObject({ reason: 'blocked', etag: '"1"', documents: 1 });
  instead = () => ({ status: 304 });
  expect(statesOf(await run([LOG]))).toEqual({ '/log/0': 'unchanged' });
  expect(asked()).toEqual(['/log/0', '/log/0 if-none-match', '/log/0 if-none-match']);
  expect(await rowOf(LOG)).not.toHaveProperty('reason');
});

it('what robots.txt says of the use of a text is kept with it', async () => {
  instead = undefined;
  await run([LOG]);
  expect(await ArticleDocument.find({ link: LOG })).toMatchObject({
    contentSignal: { search: 'yes', 'ai-train': 'no' },
  });
});
