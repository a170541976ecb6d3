import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '#package' with { type: 'json' };
import { InvalidEventError, UnsafeUrlError } from '../../src/errors.ts';
import { createFetcher } from '../../src/fetching/index.ts';
import { type ReplicaSites, startReplicaSites } from '../sites/replica.ts';
import { loopbackFetcher, resolveTo, startHttp, startTcp } from './servers.ts';

let replica: ReplicaSites;

beforeAll(async () => {
  replica = await startReplicaSites([
    {
      hosts: ['mara.example'],
      answer: ({ url }) => {
        if (url.pathname === '/away')
          return { status: 302, headers: { location: 'http://169.254.169.254/' } };
        return { body: `<p>Ebb & flöod at ${url.href}</p>` };
      },
    },
  ]);
});
afterAll(() => replica.close());

const proxied = () => ({ HTTPS_PROXY: replica.proxyUrl, HTTP_PROXY: replica.proxyUrl });

describe('through a proxy', () => {
  test.each(['https://mara.example/notes?a=1', 'http://mara.example/notes?a=1'])(
    '%s comes',
    async (link) => {
      const fetcher = loopbackFetcher({ ca: replica.ca }, proxied());
      const page = await fetcher.page(new URL(link));
      expect(page.text).toBe(`<p>Ebb & flöod at ${link}</p>`);
      expect(page.mediaType).toBe('text/html');
    },
  );

  test('the names and addresses of a link and of its redirects are still checked', async () => {
    const fetcher = loopbackFetcher({ ca: replica.ca }, proxied());
    const before = replica.requests.length;
    for (const link of [
      'http://169.254.169.254/',
      'http://localhost/',
      'https://mara.example/away',
    ]) {
      await expect(fetcher.page(new URL(link)), link).rejects.toThrow(UnsafeUrlError);
    }
    expect(replica.requests.length).toBe(before + 1);
  });

  test('NO_PROXY names are reached directly, and only with an address that is public', async () => {
    const direct = await startHttp((_request, response) => response.end('directly'));
    const settings = { ...proxied(), NO_PROXY: 'direct.example' };
    const fetcher = loopbackFetcher({ ca: replica.ca }, settings);
    expect((await fetcher.page(direct.link('/', 'direct.example'))).text).toBe('directly');
    const strict = createFetcher(settings, { resolve: resolveTo('127.0.0.1') });
    await expect(strict.page(new URL('http://direct.example/'))).rejects.toThrow(UnsafeUrlError);
    await strict.close();
  });

  test('a certificate of an authority that is not trusted is refused, with advice', async () => {
    const fetcher = loopbackFetcher({}, proxied());
    await expect(fetcher.page(new URL('https://mara.example/'))).rejects.toMatchObject({
      code: 'upstream',
      message: expect.stringContaining('certificate that is not trusted'),
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });

  test('a proxy that does not let us through is named as the reason', async () => {
    const proxy = await startTcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')),
    );
    const fetcher = loopbackFetcher({}, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
    await expect(fetcher.page(new URL('https://mara.example/'))).rejects.toMatchObject({
      code: 'upstream',
      message: 'The proxy refused to connect to mara.example (HTTP 403).',
    });
  });

  test('production needs nothing but the environment: HTTPS_PROXY and NODE_EXTRA_CA_CERTS', async () => {
    const room = new URL('../../src/fetching/index.ts', import.meta.url).href;
    const program = `import { createFetcher } from ${JSON.stringify(room)};
      const fetcher = createFetcher();
      console.log((await fetcher.page(new URL('https://mara.example/env'))).text);
      await fetcher.close();`;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', program],
      {
        env: { HTTPS_PROXY: replica.proxyUrl, NODE_EXTRA_CA_CERTS: replica.caPath },
      },
    );
    expect(stdout).toBe('<p>Ebb & flöod at https://mara.example/env</p>\n');
    expect(stderr).toBe('');
  });

  test('http links are asked in the absolute form, for most proxies tunnel to port 443 only', async () => {
    const lines: string[] = [];
    const proxy = await startTcp((socket) =>
      socket.once('data', (data) => {
        lines.push(String(data).split('\r\n')[0] ?? '');
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\npage');
      }),
    );
    const fetcher = loopbackFetcher({}, { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` });
    expect((await fetcher.page(new URL('http://mara.example/a?b'))).text).toBe('page');
    expect(lines).toEqual(['GET http://mara.example/a?b HTTP/1.1']);
  });

  test.each(['localhost:8080', 'not a link', 'ftp://proxy.example'])(
    '%s is no proxy address',
    (HTTPS_PROXY) => {
      expect(() => createFetcher({ HTTPS_PROXY })).toThrow(InvalidEventError);
    },
  );
});

describe('who we say we are', () => {
  test('one honest user agent with a way to reach us, on every request', async () => {
    const fetcher = loopbackFetcher(
      { ca: replica.ca },
      { ...proxied(), CONTACT: 'mara@tidewater.example' },
    );
    await fetcher.page(new URL('https://mara.example/'));
    expect(replica.requests.at(-1)?.headers).toMatchObject({
      'user-agent': `goldpan/${manifest.version} (+mara@tidewater.example)`,
      accept: expect.stringMatching(/^text\/html/),
      'accept-encoding': 'gzip, deflate, br, zstd',
    });
  });

  test("without a contact, the project's home page; with an Accept of the caller's", async () => {
    const fetcher = loopbackFetcher({ ca: replica.ca }, proxied());
    await fetcher.page(new URL('https://mara.example/'), { accept: 'application/json' });
    expect(replica.requests.at(-1)?.headers).toMatchObject({
      'user-agent': `goldpan/${manifest.version} (+${manifest.homepage})`,
      accept: 'application/json',
    });
  });

  test.each(['two words', 'a\r\nx-evil: 1', '(comment)', 'é@example.org'])(
    '%j is no contact',
    (CONTACT) => {
      expect(() => createFetcher({ CONTACT })).toThrow(InvalidEventError);
    },
  );
});
