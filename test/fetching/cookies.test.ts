/** A cookie that a caller lends goes to the host that it is for, over HTTP and in the browser, and nowhere else. */
import { expect, test } from 'vitest';
import { createFetcher } from '../../src/fetching/index.ts';
import { type Site, startReplicaSites } from '../sites/replica.ts';
import { stage, textOf } from './browser/browsers.ts';

const COOKIE = 'tide=secret';

test('over HTTP a redirect to another host drops it, and it does not come back', async () => {
  const hops: Readonly<Record<string, string>> = {
    'mara.example/start': 'https://mara.example/same',
    'mara.example/same': 'https://other.example/away',
    'other.example/away': 'https://mara.example/back',
  };
  const site: Site = {
    hosts: ['mara.example', 'other.example'],
    answer({ url }) {
      const location = hops[url.host + url.pathname];
      if (url.pathname === '/robots.txt') return undefined;
      return location === undefined ? { body: '<p>there' } : { status: 302, headers: { location } };
    },
  };
  await using stack = new AsyncDisposableStack();
  const replica = await startReplicaSites([site]);
  stack.defer(() => replica.close());
  const { proxyUrl, ca } = replica;
  const fetcher = createFetcher({ HTTPS_PROXY: proxyUrl, PACE: '0' }, { ca });
  stack.defer(() => fetcher.close());
  await fetcher.page(new URL('https://mara.example/start'), { cookie: COOKIE });
  const asked = replica.requests.map(
    ({ url, headers }) => `${url.host}${url.pathname} ${headers.cookie}`,
  );
  expect(asked).toEqual([
    'mara.example/robots.txt undefined',
    'mara.example/start tide=secret',
    'mara.example/same tide=secret',
    'other.example/robots.txt undefined',
    'other.example/away undefined',
    'mara.example/back undefined',
  ]);
});

test('in the browser it goes with what the page asks of its own host, and no script reads it', async () => {
  const allowed = { 'access-control-allow-origin': 'https://mara.example' };
  const { show, replica } = await stage({
    '/': `<p id="seen"></p><p id="done"></p><script>
      seen.textContent = document.cookie || 'nothing';
      Promise.all([fetch('/own'), fetch('https://api.mara.example/other', { credentials: 'include' })])
        .catch(() => undefined).then(() => { done.textContent = 'done'; });</script>`,
    '/own': 'text',
    '/other': {
      headers: { ...allowed, 'access-control-allow-credentials': 'true' },
      body: 'text',
    },
  });
  const answer = await show('/', { headers: { cookie: COOKIE } });
  expect(textOf(answer)).toContain('<p id="seen">nothing</p><p id="done">done</p>');
  const cookies = replica.requests.map(({ url, headers }) => [url.pathname, headers.cookie]);
  expect(Object.fromEntries(cookies)).toEqual({
    '/': COOKIE,
    '/own': COOKIE,
    '/other': undefined,
  });
  // The next page knows nothing of it.
  await show('/');
  expect(replica.requests.at(-2)?.headers.cookie).toBeUndefined();
});
