import { describe, expect, it } from 'vitest';
import { NotFoundError } from '../../src/errors.ts';
import type { Fetcher, PageOptions } from '../../src/fetching/fetcher.ts';
import type { FetchedPage } from '../../src/fetching/page.ts';
import { fetcherOfCrawl } from '../../src/pipeline/fetcher-of-crawl.ts';

const FIRST = new URL('https://mara.example/notes/');
const SECOND = new URL('https://mara.example/api/notes');

interface Asked {
  readonly link: string;
  readonly options: PageOptions | undefined;
}

/** Answers without a network: what counts here is what the site says of its pages, and what is asked for. */
function siteOf(pages: ReadonlyMap<string, Partial<FetchedPage>>): {
  fetcher: Fetcher;
  asked: Asked[];
} {
  const asked: Asked[] = [];
  const answer = async (link: URL, options?: PageOptions): Promise<FetchedPage> => {
    asked.push({ link: link.href, options });
    const page = pages.get(link.href);
    if (page === undefined) throw new NotFoundError('no such page', { link });
    const headers = new Map<string, string>();
    return {
      url: link,
      requested: link,
      status: 200,
      headers,
      mediaType: 'text/html',
      body: new Uint8Array(),
      text: '',
      ...page,
    };
  };
  const fetcher: Fetcher = {
    page: answer,
    render: async (link, options) => ({ ...(await answer(link, options)), isRendered: true }),
    complete: async (page, isShell) => (isShell(page) ? { ...page, isRendered: true } : page),
    stream: () => Promise.reject(new Error('nothing is streamed here')),
  };
  return { fetcher, asked };
}

const { signal } = new AbortController();
const marked = (etag: string): Partial<FetchedPage> => ({ headers: new Map([['etag', etag]]) });
const site = () =>
  siteOf(
    new Map([
      [FIRST.href, marked('"first"')],
      [SECOND.href, marked('"second"')],
    ]),
  );

describe('the validators of a crawl', () => {
  it('are those of the first answer, whatever is asked for after it', async () => {
    const { fetch, first } = fetcherOfCrawl({ fetcher: site().fetcher, signal });
    await fetch.page(FIRST);
    await fetch.page(SECOND);
    expect(first.validators).toEqual({ validatedLink: FIRST.href, etag: '"first"' });
  });

  it('are none where the first request failed: those of the second do not stand for both', async () => {
    const { fetch, first } = fetcherOfCrawl({ fetcher: site().fetcher, signal });
    await expect(fetch.page(new URL('/wall', FIRST))).rejects.toThrow(NotFoundError);
    await fetch.page(SECOND);
    expect(first.validators).toBeUndefined();
  });

  it('are none where the page was rendered: the shell of an application never changes', async () => {
    const completed = fetcherOfCrawl({ fetcher: site().fetcher, signal });
    const page = await completed.fetch.page(FIRST);
    await completed.fetch.complete(page, () => false);
    expect(completed.first.validators).toBeDefined();
    await completed.fetch.complete(page, () => true);
    expect(completed.first.validators).toBeUndefined();

    const rendered = fetcherOfCrawl({ fetcher: site().fetcher, signal });
    await rendered.fetch.page(FIRST);
    await rendered.fetch.render(FIRST);
    expect(rendered.first.validators).toBeUndefined();
  });

  it('go with the first request only, and only if it is for the link that they belong to', async () => {
    const validators = { validatedLink: FIRST.href, etag: '"first"' };
    const sent = async (...links: URL[]): Promise<(string | undefined)[]> => {
      const { fetcher, asked } = site();
      const { fetch } = fetcherOfCrawl({ fetcher, signal, validators });
      for (const link of links) await fetch.page(link);
      return asked.map(({ options }) => options?.validators?.etag);
    };
    expect(await sent(FIRST, SECOND, FIRST)).toEqual(['"first"', undefined, undefined]);
    expect(await sent(SECOND, FIRST)).toEqual([undefined, undefined]);
  });
});

it('robots.txt is ignored request by request: a crawl of an own host may lead to another one', async () => {
  const { fetcher, asked } = site();
  const ignoresRobots = (link: URL): boolean => link.pathname === '/notes/';
  const { fetch } = fetcherOfCrawl({ fetcher, signal, ignoresRobots });
  await fetch.page(FIRST);
  await fetch.page(SECOND, { accept: 'application/json' });
  expect(asked.map(({ options }) => options)).toEqual([
    { signal, ignoreRobots: true },
    { signal, accept: 'application/json' },
  ]);
});

it('the content signal is that of the first page that came', async () => {
  const { fetcher } = siteOf(
    new Map([
      [FIRST.href, { contentSignal: { 'ai-train': 'no' } }],
      [SECOND.href, { contentSignal: { search: 'yes' } }],
    ]),
  );
  const { fetch, first } = fetcherOfCrawl({ fetcher, signal });
  await expect(fetch.page(new URL('/wall', FIRST))).rejects.toThrow(NotFoundError);
  await fetch.page(FIRST);
  await fetch.page(SECOND);
  expect(first.contentSignal).toEqual({ 'ai-train': 'no' });
});
