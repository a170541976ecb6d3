import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadConfig, runsOnLambda } from '../../src/config.ts';
import { parseLink } from '../../src/dispatcher/link.ts';
import { InvalidEventError, UnsafeUrlError } from '../../src/errors.ts';
import { createFetcher } from '../../src/fetching/create-fetcher.ts';
import { assertSafeLink, type OwnHosts, PUBLIC_INTERNET } from '../../src/fetching/guard.ts';
import { guardRules } from '../../src/fetching/own-hosts.ts';
import { LOOPBACK_TOO, loopbackFetcher, resolveTo, startHttp } from './servers.ts';

const LAPTOP = { onLambda: false };
const LAMBDA = { onLambda: true };

const check = (allowHosts: string, link: string, where = LAPTOP) =>
  assertSafeLink(new URL(link), guardRules(allowHosts, where));

function ownHosts(allowHosts: string, where = LAPTOP): OwnHosts {
  const { own } = guardRules(allowHosts, where);
  if (!own) throw new Error(`no host in "${allowHosts}"`);
  return own;
}

describe('ALLOW_HOSTS lets in', () => {
  test.each([
    ['blog.lan', 'http://blog.lan/'],
    ['blog.lan', 'https://blog.lan/tides'],
    ['blog.lan', 'http://BLOG.lan./'],
    ['Blog.LAN.', 'http://blog.lan/'],
    ['blog.lan:8080', 'http://blog.lan:8080/'],
    ['192.168.1.20', 'http://192.168.1.20/'],
    ['192.168.1.20', 'http://3232235796/'],
    ['0xC0A80114:8080', 'http://192.168.1.20:8080/'],
    ['[fd12:0:0::7]:81', 'http://[fd12::7]:81/'],
    ['nas', 'http://nas/'],
    ['localhost:4000', 'http://localhost:4000/'],
    ['127.0.0.1:4000', 'http://127.1:4000/'],
    ['mara.example:8443', 'https://mara.example:8443/'],
    ['bücher.lan', 'http://xn--bcher-kva.lan/'],
    [' a.lan , blog.lan:8080,, ', 'http://blog.lan:8080/'],
    ['', 'https://mara.example/'],
  ])('%j: %s', (allowHosts, link) => {
    expect(() => check(allowHosts, link)).not.toThrow();
  });
});

describe('ALLOW_HOSTS does not let in', () => {
  test.each([
    ['another host', 'blog.lan', 'http://other.lan/'],
    ['a host under it', 'blog.lan', 'http://db.blog.lan/'],
    ['a host above it', 'blog.lan', 'http://lan/'],
    ['another port', 'blog.lan', 'http://blog.lan:27017/'],
    ['the standard port, where another is named', 'blog.lan:8080', 'http://blog.lan/'],
    ['a neighbour', '192.168.1.20', 'http://192.168.1.21/'],
    ['its address by another name', '192.168.1.20', 'http://blog.lan/'],
    ['loopback for a name', 'localhost:4000', 'http://127.0.0.1:4000/'],
    ['another port of this machine', 'localhost:4000', 'http://localhost:9001/'],
    ['the metadata service', 'blog.lan', 'http://169.254.169.254/'],
    ['another scheme', 'blog.lan', 'ftp://blog.lan/'],
    ['a password', 'blog.lan', 'http://me:secret@blog.lan/'],
  ])('%s: %j, %s', (_what, allowHosts, link) => {
    expect(() => check(allowHosts, link)).toThrow(UnsafeUrlError);
  });
});

describe('ALLOW_HOSTS is an allow list, never an off switch', () => {
  test.each([
    '*',
    '*.lan',
    'blog.*',
    '.lan',
    '?.lan',
    '192.168.0.0/16',
    '10.0.0.0/8',
    '::/0',
    '192.168.1.*',
    'http://blog.lan',
    'blog.lan/tides',
    'blog.lan:*',
    'blog.lan:0',
    'blog.lan:65536',
    'blog.lan:80-90',
    'fd12::7',
    'blog lan',
    'blog.lan:8080:9090',
    ':8080',
    '169.254.169.254',
    '169.254.170.2:80',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '[::]',
    '[::ffff:169.254.169.254]',
    '2852039166',
    'good.lan,*.lan',
  ])('%j is refused, with what it takes', (allowHosts) => {
    expect(() => guardRules(allowHosts, LAPTOP)).toThrow(InvalidEventError);
    expect(() => guardRules(allowHosts, LAPTOP)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^ALLOW_HOSTS: "/),
        hint: expect.stringContaining('exact hosts'),
      }),
    );
  });

  test('the message does not show a password', () => {
    expect(() => guardRules('http://me:secret@blog.lan', LAPTOP)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });

  test.each(['127.0.0.1', '127.0.0.1:9001', '[::1]:9001', '127.1:4000'])(
    'on Lambda, whose runtime API is there, %s can never be allowed',
    (allowHosts) => {
      expect(() => guardRules(allowHosts, LAMBDA)).toThrow(/can never be allowed/);
      expect(() => guardRules(allowHosts, LAPTOP)).not.toThrow();
    },
  );

  test('a process knows whether it is a Lambda', () => {
    expect(runsOnLambda({ AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' })).toBe(true);
    expect(runsOnLambda({})).toBe(false);
  });

  test('no list opens more than the hosts it names', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
    const host = fc.oneof(
      label.map((name) => `${name}.lan`),
      fc
        .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }))
        .map(([c, d]) => `192.168.${c}.${d}`),
    );
    fc.assert(
      fc.property(fc.uniqueArray(host, { minLength: 1, maxLength: 5 }), host, (listed, asked) => {
        const attempt = () => check(listed.join(','), `http://${asked}/`);
        if (listed.includes(asked)) expect(attempt).not.toThrow();
        else expect(attempt).toThrow(UnsafeUrlError);
      }),
      { numRuns: 200 },
    );
  });

  test('whatever is written there, it is rules or a typed error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.ipV6()), (text) => {
        try {
          guardRules(text, LAPTOP);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidEventError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('what a listed name may resolve to', () => {
  const allowed = (allowHosts: string, where = LAPTOP) => ownHosts(allowHosts, where).allowsAddress;

  test('an address of a network of its own, or a public one', () => {
    const isAllowed = allowed('blog.lan');
    for (const address of ['192.168.1.20', '10.0.0.7', 'fd12::7', '100.70.1.2', '93.184.216.34']) {
      expect(isAllowed(address), address).toBe(true);
    }
  });

  test('never the metadata service; this machine only outside of Lambda', () => {
    for (const address of ['169.254.169.254', 'fd00:ec2::254', '0.0.0.0', '::ffff:127.0.0.1']) {
      expect(allowed('blog.lan')(address), address).toBe(false);
    }
    expect(allowed('localhost:4000')('127.0.0.1')).toBe(true);
    expect(allowed('localhost:4000', LAMBDA)('127.0.0.1')).toBe(false);
    expect(allowed('localhost:4000', LAMBDA)('::1')).toBe(false);
  });
});

describe('with real sockets', () => {
  test('a listed host is fetched at its port; a name beside it, and its port 80, are not', async () => {
    const server = await startHttp((_request, response) => response.end('my own blog'));
    const rules = guardRules(`blog.lan:${server.port}`, LAPTOP);
    const fetcher = loopbackFetcher({ rules });
    expect((await fetcher.page(server.link('/', 'blog.lan'))).text).toBe('my own blog');
    for (const link of [
      server.link('/', 'other.lan'),
      server.link('/', 'public.example'),
      new URL('http://blog.lan/'),
    ]) {
      await expect(fetcher.page(link), link.href).rejects.toThrow(UnsafeUrlError);
    }
  });

  test('a public name that is listed with a port gets no private address at another port', async () => {
    const rules = guardRules('mara.example:8080', LAPTOP);
    const fetcher = loopbackFetcher({ rules, resolve: resolveTo('192.168.1.1') });
    await expect(fetcher.page(new URL('http://mara.example/'))).rejects.toMatchObject({
      code: 'unsafe_url',
      message: 'mara.example leads to 192.168.1.1, which is not public.',
    });
  });

  test('on Lambda a listed name that leads to the runtime API is refused at connect', async () => {
    const server = await startHttp((_request, response) => response.end('an invocation'));
    const fetcher = loopbackFetcher({ rules: guardRules(`blog.lan:${server.port}`, LAMBDA) });
    await expect(fetcher.page(server.link('/', 'blog.lan'))).rejects.toThrow(UnsafeUrlError);
    expect(server.connections()).toBe(0);
  });

  test('a stranger’s redirect to a listed host is followed: the host is the person’s own', async () => {
    const server = await startHttp((request, response) => {
      if (request.headers.host?.startsWith('blog.lan')) response.end('my own blog');
      else response.writeHead(302, { location: `http://blog.lan:${server.port}/` }).end();
    });
    const rules = { ...LOOPBACK_TOO, own: ownHosts(`blog.lan:${server.port}`) };
    const page = await loopbackFetcher({ rules }).page(server.link('/'));
    expect(page.text).toBe('my own blog');
  });

  test('the settings reach the guard: one line in the environment is enough', async () => {
    const server = await startHttp((_request, response) => response.end('my own blog'));
    const settings = loadConfig({ ALLOW_HOSTS: `127.0.0.1:${server.port}` });
    const fetcher = createFetcher(settings);
    const link = new URL(`http://127.0.0.1:${server.port}/`);
    expect((await fetcher.page(link)).text).toBe('my own blog');
    await fetcher.close();
  });

  test('a link of a listed host is taken where people give links', () => {
    const rules = guardRules('blog.lan', LAPTOP);
    expect(parseLink('http://blog.lan/tides', { rules }).href).toBe('http://blog.lan/tides');
    expect(() => parseLink('http://blog.lan/tides', { rules: PUBLIC_INTERNET })).toThrow(
      UnsafeUrlError,
    );
  });
});
