import { describe, expect, it } from 'vitest';
import { inMemoryHosts } from '../../src/fetching/in-memory-hosts.ts';
import type { FetchedPage } from '../../src/fetching/page.ts';
import { completingShells } from '../../src/fetching/shells.ts';

const DAY_MS = 24 * 60 * 60_000;

function pageOf(text: string, host = 'app.example'): FetchedPage {
  const url = new URL(`https://${host}/notes`);
  const body = new TextEncoder().encode(text);
  const headers = new Map<string, string>();
  return { url, requested: url, status: 200, headers, mediaType: 'text/html', body, text };
}

const isShell = ({ text }: FetchedPage): boolean => text === 'shell';

/** A browser that makes this of every page; it counts how often it is started for one. */
function browserThatGives(text: string) {
  let renderings = 0;
  let now = Date.UTC(2026, 2, 1);
  const complete = completingShells({
    hosts: inMemoryHosts(),
    now: () => now,
    render: async (page) => {
      renderings += 1;
      return pageOf(text, page.url.hostname);
    },
  });
  return {
    complete,
    renderings: () => renderings,
    later: (ms: number) => {
      now += ms;
    },
  };
}

describe('a page that may be only a shell', () => {
  it('is left as it is when it is none', async () => {
    const { complete, renderings } = browserThatGives('text');
    expect((await complete(pageOf('an article'), isShell)).text).toBe('an article');
    expect(renderings()).toBe(0);
  });

  it('is rendered when it is one, and so are the next pages of its host, without being asked', async () => {
    const { complete, renderings } = browserThatGives('text');
    expect((await complete(pageOf('shell'), isShell)).text).toBe('text');
    expect((await complete(pageOf('looks like an article'), isShell)).text).toBe('text');
    expect((await complete(pageOf('an article', 'other.example'), isShell)).text).toBe(
      'an article',
    );
    expect(renderings()).toBe(2);
  });

  it('stays what HTTP gave where the browser finds no more, and its host is spared for 30 days', async () => {
    const { complete, renderings, later } = browserThatGives('shell');
    const page = pageOf('shell');
    expect(await complete(page, isShell)).toBe(page);
    expect(await complete(page, isShell)).toBe(page);
    expect(renderings()).toBe(1);
    later(30 * DAY_MS);
    await complete(page, isShell);
    expect(renderings()).toBe(2);
  });
});
