import { describe, expect, test } from 'vitest';
import { AbortedError, TooLargeError } from '../../../src/errors.ts';
import type { SiteAnswer } from '../../sites/replica.ts';
import { AGENT, stage, textOf } from './browsers.ts';

const FILLED = `<!doctype html><title>Tides</title><div id="root"></div><script>
  fetch('/text').then((answer) => answer.text()).then((text) => { root.textContent = text; });
</script>`;

describe('a page whose text is fetched by its scripts', () => {
  test('comes with that text, in UTF-8, with the headers of its document', async () => {
    const { show } = await stage({
      '/': {
        headers: {
          'content-type': 'text/html; charset=iso-8859-1',
          etag: '"shell"',
          'x-tide': 'low',
        },
        body: Buffer.from(FILLED.replace('Tides', 'T\xefdes'), 'latin1'),
      },
      '/text': {
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: 'Ebbe och flöde 🌊',
      },
    });
    const answer = await show('/');
    expect(textOf(answer)).toContain('<title>Tïdes</title>');
    expect(textOf(answer)).toContain('<div id="root">Ebbe och flöde 🌊</div>');
    expect(textOf(answer)).toMatch(/^<!doctype html>/);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('x-tide')).toBe('low');
    // It is the shell's, which stays the same whatever the page shows.
    expect(answer.headers.has('etag')).toBe(false);
  });

  test('asks as goldpan, with the cookies that the document has set, and for no images, fonts or media', async () => {
    const { show, replica, asked } = await stage({
      '/': {
        headers: { 'set-cookie': 'tide=low; Path=/' },
        body: `${FILLED}<img src="/a.png"><video src="/b.mp4"></video><link rel="icon" href="/favicon.ico">
          <style>@font-face { font-family: F; src: url(/f.woff2); } body { font-family: F; }</style><p id="agent"></p>
          <script>agent.textContent = navigator.userAgent;</script>`,
      },
      '/text': 'text',
    });
    expect(textOf(await show('/'))).toContain(`<p id="agent">${AGENT}</p>`);
    expect(asked().toSorted()).toEqual(['/', '/text']);
    const data = replica.requests.find(({ url }) => url.pathname === '/text');
    expect(data?.headers).toMatchObject({ 'user-agent': AGENT, cookie: 'tide=low' });
  });

  test('is not asked for again when its document is there already', async () => {
    const { show, asked } = await stage({ '/': FILLED, '/text': 'of today' });
    const held = {
      url: new URL('https://mara.example/'),
      status: 200,
      headers: new Map([['content-type', 'text/html']]),
      beginning: '',
      body: Buffer.from(FILLED),
    };
    expect(textOf(await show('/', { held }))).toContain('of today');
    expect(asked()).toEqual(['/text']);
  });

  test('knows nothing of the page before it', async () => {
    const { show } = await stage({
      '/': `<p id="seen"></p><script>seen.textContent = document.cookie + (localStorage.tide ?? '') || 'nothing';
        document.cookie = 'tide=low'; localStorage.tide = 'high';</script>`,
    });
    for (let times = 0; times < 2; times += 1) {
      expect(textOf(await show('/'))).toContain('<p id="seen">nothing</p>');
    }
  });

  test('may post to an API of another host, as applications do', async () => {
    const { show } = await stage({
      '/': `<p id="root"></p><script>
        fetch('https://api.mara.example/query', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"tide":1}' })
          .then((answer) => answer.json()).then(({ level }) => { root.textContent = level; });</script>`,
      '/query': ({ method }) => ({
        headers: {
          'content-type': 'application/json',
          'access-control-allow-origin': '*',
          'access-control-allow-headers': 'content-type',
        },
        body: JSON.stringify({ level: `${method}: 4.2 m` }),
      }),
    });
    expect(textOf(await show('/'))).toContain('POST: 4.2 m');
  });

  test('comes with what stands in open shadow roots, slots filled', async () => {
    const { show } = await stage({
      '/': `<tide-note>in the <b>light</b></tide-note><script>
        customElements.define('tide-note', class extends HTMLElement {
          connectedCallback() {
            this.attachShadow({ mode: 'open' }).innerHTML = '<p>from the shadow, <slot></slot><slot name="none"> and by default</slot></p>';
          }
        });</script>`,
    });
    expect(textOf(await show('/'))).toContain(
      '<tide-note><p>from the shadow, in the <b>light</b> and by default</p></tide-note>',
    );
  });

  test.each([
    ['has no root any more', '<p>gone<script>document.documentElement.remove()</script>', ''],
    [
      'writes itself anew',
      '<script>setTimeout(() => { document.open(); document.write("<p>anew"); document.close(); }, 20)</script>',
      '<p>anew',
    ],
    [
      'is deeper than it can be walked',
      `<p>top</p><script>
      document.body.attachShadow; let at = document.body.appendChild(document.createElement('div'));
      at.attachShadow({ mode: 'open' }).innerHTML = '<p>shadow</p>';
      for (let depth = 0; depth < 3000; depth += 1) at = at.appendChild(document.createElement('i'));</script>`,
      '<p>top</p>',
    ],
  ])('that %s does not break anything', async (_what, page, expected) => {
    const { show } = await stage({ '/': page });
    expect(textOf(await show('/'))).toContain(expected);
  });

  test('with headers of any kind is shown', async () => {
    const headers = {
      'x-tide': Buffer.from('fl\xf6de', 'latin1').toString('latin1'),
      'set-cookie': ['a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT', 'b=2'],
      'strict-transport-security': 'max-age=1',
      'content-security-policy': "default-src 'self' 'unsafe-inline'; report-uri /report",
    } as unknown as Record<string, string>; // A list of cookies is what mockttp takes.
    const { show, asked } = await stage({
      '/': {
        headers,
        body: '<p id="seen"></p><script>seen.textContent = document.cookie</script><script src="https://api.mara.example/x.js"></script>',
      },
    });
    expect(textOf(await show('/'))).toContain('<p id="seen">a=1; b=2</p>');
    expect(asked()).not.toContain('/x.js');
  });

  test('cannot change how it is read', async () => {
    const { show } = await stage({
      '/': `<p>as it is</p><script>
        Object.defineProperty(Element.prototype, 'outerHTML', { get: () => 'x'.repeat(5e7) });
        document.createTreeWalker = () => { throw new Error('no'); };</script>`,
    });
    expect(textOf(await show('/'))).toContain('<p>as it is</p>');
  });
});

describe('a page that leads elsewhere', () => {
  test.each([
    ['by script', '<script>location.href = "/there?x=1"</script>'],
    ['by script, later', '<script>setTimeout(() => location.replace("/there?x=1"), 50)</script>'],
    ['by refresh', '<meta http-equiv="refresh" content="0; url=/there?x=1">'],
  ])('%s is a redirect: the link is for guard, robots and pace to judge', async (_how, page) => {
    const { show, asked } = await stage({ '/': page, '/there': 'there' });
    const answer = await show('/');
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('https://mara.example/there?x=1');
    expect(asked()).toEqual(['/']);
  });

  test('to itself again is a circle', async () => {
    const { show } = await stage({ '/': '<script>location.reload()</script>' });
    expect((await show('/')).headers.get('location')).toBe('https://mara.example/');
  });

  test('by a form, a frame or a new window is read where it is', async () => {
    const { show, asked } = await stage({
      '/': `<p>here</p><iframe src="/frame"></iframe><form method="post" action="/form"></form><script>
        window.open('/window'); document.forms[0].submit(); alert('tide'); confirm('tide?');</script>`,
    });
    expect(textOf(await show('/'))).toContain('<p>here</p>');
    expect(asked()).toEqual(['/']);
  });
});

describe('what is no page for a browser', () => {
  test.each([
    ['a refusal', { status: 403, body: '<p>no</p>' }],
    ['a challenge', { headers: { 'cf-mitigated': 'challenge' }, body: '<p>wait</p>' }],
    ['data', { headers: { 'content-type': 'application/json' }, body: '{}' }],
    ['a redirect', { status: 301, headers: { location: '/there' } }],
    ['nothing', { body: '' }],
  ] as [string, SiteAnswer][])(
    '%s comes back as it is, without a browser',
    async (_what, answer) => {
      const { show } = await stage(
        { '/': answer },
        { settings: { CHROMIUM_PATH: '/no/such/browser' } },
      );
      const { status, body } = await show('/');
      expect(status).toBe(answer.status ?? 200);
      expect(Buffer.from(body).toString()).toBe(answer.body ?? '');
    },
  );
});

describe('a page without end', () => {
  test('of scripts that do not stop is cut off, and the next page is none the worse', async () => {
    const { show } = await stage(
      { '/': '<p>before<script>setTimeout(() => { for (;;); }, 10)</script>', '/next': '<p>after' },
      { limits: { totalMs: 1_500 } },
    );
    await show('/next');
    const start = performance.now();
    await expect(show('/')).rejects.toMatchObject({
      code: 'upstream',
      message: 'mara.example took longer than 1.5 s.',
    });
    expect(performance.now() - start).toBeLessThan(2_500);
    expect(textOf(await show('/next'))).toContain('after');
  });

  test('of requests is read when patience ends', async () => {
    const { show } = await stage(
      {
        '/': '<p>here<script>setInterval(() => fetch("/poll"), 20)</script>',
        '/poll': { body: 'x', delayMs: 50 },
      },
      { limits: { patienceMs: 700 } },
    );
    expect(textOf(await show('/'))).toContain('<p>here');
  });

  test('of text is too large', async () => {
    const page = `<script>document.body.append('tide '.repeat(50_000))</script>`;
    const { show } = await stage({ '/': `<body>${page}` }, { limits: { pageBytes: 100_000 } });
    await expect(show('/')).rejects.toThrow(TooLargeError);
    await expect(show('/')).rejects.toThrow('mara.example made a page of more than 0.1 MB.');
  });

  test('of data is cut off from the network', async () => {
    const { show } = await stage(
      {
        '/': `<p id="root"></p><script>
          const length = (path) => fetch(path).then((answer) => answer.text()).then((text) => text.length, () => 0);
          length('/data').then(async (first) => { root.textContent = JSON.stringify([first, await length('/more')]); });</script>`,
        '/data': { body: Buffer.alloc(3_000_000, 'a') },
        '/more': 'more',
      },
      { limits: { trafficBytes: 1_000_000 } },
    );
    const [, first, more] = /\[(\d+),(\d+)\]/.exec(textOf(await show('/'))) ?? [];
    expect(Number(first)).toBeLessThan(1_100_000);
    expect(Number(more)).toBe(0);
  });
});

describe('a page that grows when scrolled', () => {
  const endless = `<ol id="list"></ol><div id="end">…</div><script>
    let page = 0;
    new IntersectionObserver(async ([entry]) => {
      if (!entry.isIntersecting) return;
      page += 1;
      const rows = await (await fetch('/rows?page=' + page)).json();
      for (const row of rows) { const item = document.createElement('li'); item.style.height = '900px'; item.textContent = row; list.append(item); }
    }).observe(end);</script>`;
  const rows = (most: number) => ({
    '/': endless,
    '/rows': ({ url }: { url: URL }) => {
      const page = Number(url.searchParams.get('page'));
      return {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(page > most ? [] : [`${page}a`, `${page}b`]),
      };
    },
  });

  test('is scrolled to its end and no further', async () => {
    const { show, asked } = await stage(rows(4));
    const text = textOf(await show('/', { scrolls: 20 }));
    expect(text.match(/<li /g)).toHaveLength(8);
    expect(asked().length).toBeLessThan(8);
  });

  test('and has no end is scrolled as often as asked', async () => {
    const { show } = await stage(rows(1_000));
    expect(textOf(await show('/', { scrolls: 3 })).match(/<li /g)).toHaveLength(8);
  });
});

describe('a run that is stopped', () => {
  test.each([
    ['before it began', 0],
    ['while the browser starts', 30],
    ['while the page runs', 1_500],
  ])('%s', async (_when, ms) => {
    const { show } = await stage({ '/': '<script>setTimeout(() => { for (;;); }, 300)</script>' });
    const stop = new AbortController();
    if (ms === 0) stop.abort();
    const work = expect(show('/', { signal: stop.signal })).rejects.toThrow(AbortedError);
    const start = performance.now() + ms;
    setTimeout(() => stop.abort(), ms);
    await work;
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
