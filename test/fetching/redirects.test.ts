import { describe, expect, test } from 'vitest';
import { UnsafeUrlError, UpstreamError } from '../../src/errors.ts';
import { loopbackFetcher, startHttp } from './servers.ts';

/** A server that redirects by table and writes down what it was asked. */
async function redirecting(table: Record<string, [status: number, location: string]>) {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = await startHttp((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    authorizations.push(request.headers.authorization);
    const [status, location] = table[path] ?? [200, ''];
    response.writeHead(status, location ? { location } : { 'content-type': 'text/plain' });
    response.end(`this is ${path}`);
  });
  return { server, asked, authorizations };
}

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])(
    '%i is followed, and the page says where it came from',
    async (status) => {
      const { server } = await redirecting({ '/old': [status, '/new?x=1'] });
      const link = server.link('/old#part');
      const page = await loopbackFetcher().page(link);
      expect(page.text).toBe('this is /new?x=1');
      expect(page.url.href).toBe(server.link('/new?x=1#part').href);
      expect(page.requested.href).toBe(link.href);
    },
  );

  test('300 and 304, which lead nowhere, are not taken for pages', async () => {
    const { server } = await redirecting({ '/a': [300, ''], '/b': [304, ''] });
    const fetcher = loopbackFetcher();
    await expect(fetcher.page(server.link('/a'))).rejects.toThrow(UpstreamError);
    await expect(fetcher.page(server.link('/b'))).rejects.toThrow(UpstreamError);
  });

  test('ten hops are followed, eleven are not', async () => {
    const table: Record<string, [number, string]> = {};
    for (let hop = 0; hop < 11; hop += 1) table[`/${hop}`] = [302, `/${hop + 1}`];
    const { server, asked } = await redirecting(table);
    const fetcher = loopbackFetcher();
    expect((await fetcher.page(server.link('/1'))).text).toBe('this is /11');
    asked.length = 0;
    await expect(fetcher.page(server.link('/0'))).rejects.toThrow(/more than 10 times/);
    expect(asked).toHaveLength(11);
  });

  test('a circle is told as such, with a hint', async () => {
    const { server, asked } = await redirecting({ '/a': [302, '/b'], '/b': [302, '/a'] });
    await expect(loopbackFetcher().page(server.link('/a'))).rejects.toMatchObject({
      code: 'upstream',
      message: 'site.example redirects in a circle.',
      hint: expect.stringContaining('cookies'),
    });
    expect(asked).toEqual(['/a', '/b']);
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/iam/',
    'http://[::1]/',
    'http://2852039166/',
    'http://localhost/admin',
    'file:///etc/passwd',
    'https://me:secret@example.org/',
  ])('flaw 20: a redirect to %s is refused', async (location) => {
    const { server, asked } = await redirecting({ '/': [302, location] });
    await expect(loopbackFetcher().page(server.link('/'))).rejects.toThrow(UnsafeUrlError);
    expect(asked).toEqual(['/']);
  });

  test('a place that is no link is the fault of the site', async () => {
    const { server } = await redirecting({ '/': [302, 'http://['] });
    await expect(loopbackFetcher().page(server.link('/'))).rejects.toThrow(/not a link/);
  });

  test('a place with letters beyond ASCII is found', async () => {
    const { server, asked } = await redirecting({
      '/': [302, Buffer.from('/größe').toString('latin1')],
    });
    await loopbackFetcher().page(server.link('/'));
    expect(asked).toEqual(['/', '/gr%C3%B6%C3%9Fe']);
  });

  test('authorization stays with its own host and does not come back', async () => {
    const table: Record<string, [number, string]> = { '/start': [302, '/same'] };
    const { server, asked, authorizations } = await redirecting(table);
    table['/same'] = [302, server.link('/there', 'other.example').href];
    table['/there'] = [302, server.link('/end').href];
    await loopbackFetcher().page(server.link('/start'), { authorization: 'Bearer token' });
    expect(asked).toEqual(['/start', '/same', '/there', '/end']);
    expect(authorizations).toEqual(['Bearer token', 'Bearer token', undefined, undefined]);
  });

  test('cookies are not kept', async () => {
    const cookies: (string | undefined)[] = [];
    const server = await startHttp((request, response) => {
      cookies.push(request.headers.cookie);
      response.writeHead(request.url === '/' ? 302 : 200, {
        location: '/next',
        'set-cookie': 'id=1',
      });
      response.end();
    });
    await loopbackFetcher().page(server.link('/'));
    expect(cookies).toEqual([undefined, undefined]);
  });
});
