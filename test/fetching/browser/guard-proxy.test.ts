import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type GuardProxy, startGuardProxy } from '../../../src/fetching/browser/guard-proxy.ts';
import { bypassesProxy } from '../../../src/fetching/browser/no-proxy.ts';
import type { Pass } from '../../../src/fetching/browser/passes.ts';
import type { WayOptions } from '../../../src/fetching/browser/ways.ts';
import { type GuardRules, PUBLIC_INTERNET } from '../../../src/fetching/guard.ts';
import { LOOPBACK_TOO, resolveTo, startHttp, startTcp, textOf } from '../servers.ts';

async function startProxy(options: Partial<WayOptions> = {}): Promise<GuardProxy> {
  const guard = await startGuardProxy({
    proxy: {},
    resolve: resolveTo('127.0.0.1'),
    connectMs: 1_000,
    idleMs: 5_000,
    mostBytes: 1e6,
    ...options,
  });
  onTestFinished(() => guard.close());
  return guard;
}

const credentials = ({ username, password }: Pass): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** Asks for a tunnel and says hello to the site: the proxy's status and what came back. */
function tunnel(
  guard: GuardProxy,
  authority: string,
  authorization?: string,
): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(guard.server, {
      method: 'CONNECT',
      path: authority,
      ...(authorization !== undefined && { headers: { 'proxy-authorization': authorization } }),
    });
    asked.once('error', reject);
    asked.once('connect', (answer, socket) => {
      if (answer.statusCode !== 200) return resolve([answer.statusCode ?? 0, '']);
      socket.write('GET / HTTP/1.0\r\nhost: site.example\r\n\r\n');
      textOf(socket).then((text) => resolve([200, text]), reject);
    });
    asked.end();
  });
}

/** Asks for a page in the absolute form. */
function ask(
  guard: GuardProxy,
  link: string,
  headers: Record<string, string>,
): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(guard.server, { path: link, headers });
    asked.once('error', reject);
    asked.once('response', (answer: IncomingMessage) => {
      textOf(answer).then((text) => resolve([answer.statusCode ?? 0, text]), reject);
    });
    asked.end();
  });
}

describe('the proxy of the browser', () => {
  test('carries what the rules allow, by tunnel and in the absolute form', async () => {
    const site = await startHttp((request, response) =>
      response.end(`hello ${request.url} ${request.headers['proxy-authorization']}`),
    );
    const guard = await startProxy();
    const authorization = credentials(guard.admit(LOOPBACK_TOO));
    const [status, text] = await tunnel(guard, `site.example:${site.port}`, authorization);
    expect(status).toBe(200);
    expect(text).toContain('hello /');
    expect(
      await ask(guard, `http://site.example:${site.port}/a?b`, {
        'proxy-authorization': authorization,
      }),
    ).toEqual([200, 'hello /a?b undefined']);
  });

  test.each([
    ['an address of this machine', '127.0.0.1:443', PUBLIC_INTERNET],
    ['the metadata service', '169.254.169.254:80', PUBLIC_INTERNET],
    ['a name that leads here', 'rebinding.example:443', PUBLIC_INTERNET],
    ['a name of this machine', 'localhost:443', LOOPBACK_TOO],
    ['another port', 'site.example:22', PUBLIC_INTERNET],
  ] as [string, string, GuardRules][])('does not carry to %s', async (_what, authority, rules) => {
    const guard = await startProxy();
    const authorization = credentials(guard.admit(rules));
    expect(await tunnel(guard, authority, authorization)).toEqual([403, '']);
    expect(
      await ask(guard, `http://${authority}/`, { 'proxy-authorization': authorization }),
    ).toEqual([403, '']);
  });

  test('asks strangers for a pass, and takes none that was revoked', async () => {
    const site = await startHttp((_request, response) => response.end('hello'));
    const guard = await startProxy();
    const pass = guard.admit(LOOPBACK_TOO);
    const link = `http://site.example:${site.port}/`;
    const authority = `site.example:${site.port}`;
    for (const authorization of [
      undefined,
      'Basic',
      credentials({ ...pass, password: 'guessed' }),
    ]) {
      expect(await tunnel(guard, authority, authorization)).toEqual([407, '']);
      const headers = authorization === undefined ? {} : { 'proxy-authorization': authorization };
      expect((await ask(guard, link, headers))[0]).toBe(407);
    }
    expect((await tunnel(guard, authority, credentials(pass)))[0]).toBe(200);
    pass.revoke();
    expect(await tunnel(guard, authority, credentials(pass))).toEqual([407, '']);
  });

  test('ends the connections of a page that is done', async () => {
    const site = await startTcp((socket) => void socket.resume().write('begun'));
    const guard = await startProxy();
    const pass = guard.admit(LOOPBACK_TOO);
    const ended = tunnel(guard, `site.example:${site.port}`, credentials(pass));
    await expect.poll(site.connections).toBe(1);
    pass.revoke();
    await ended.catch(() => undefined);
    await expect.poll(site.connections).toBe(0);
  });

  test('goes through the proxy that is set, with its password, and not for NO_PROXY', async () => {
    const seen: string[] = [];
    const upstream = await startTcp((socket) =>
      socket.once('data', (data) => {
        seen.push(
          ...String(data)
            .split('\r\n')
            .filter((line) => /^(?:CONNECT |GET |proxy-authorization)/i.test(line)),
        );
        if (String(data).startsWith('CONNECT')) {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          socket.once('data', () => socket.end('by tunnel'));
        } else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nby proxy');
      }),
    );
    const direct = await startHttp((_request, response) => response.end('directly'));
    const address = `http://ebb:fl%C3%B6de@127.0.0.1:${upstream.port}`;
    const guard = await startProxy({
      proxy: { HTTPS_PROXY: address, HTTP_PROXY: address, NO_PROXY: 'direct.example' },
    });
    const authorization = credentials(guard.admit(LOOPBACK_TOO));
    const headers = { 'proxy-authorization': authorization };
    expect(await tunnel(guard, 'site.example:443', authorization)).toEqual([200, 'by tunnel']);
    expect(await ask(guard, 'http://site.example/a', headers)).toEqual([200, 'by proxy']);
    expect(await ask(guard, `http://direct.example:${direct.port}/`, headers)).toEqual([
      200,
      'directly',
    ]);
    const basic = `Basic ${Buffer.from('ebb:flöde').toString('base64')}`;
    expect(seen).toEqual([
      'CONNECT site.example:443 HTTP/1.1',
      `proxy-authorization: ${basic}`,
      'GET http://site.example/a HTTP/1.1',
      `proxy-authorization: ${basic}`,
    ]);
  });

  test('says no when the proxy that is set says no, or nothing', async () => {
    const refusing = await startTcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')),
    );
    const silent = await startTcp(() => undefined);
    for (const { port } of [refusing, silent]) {
      const guard = await startProxy({
        proxy: { HTTPS_PROXY: `http://127.0.0.1:${port}` },
        connectMs: 200,
      });
      expect(
        await tunnel(guard, 'site.example:443', credentials(guard.admit(PUBLIC_INTERNET))),
      ).toEqual([403, '']);
    }
  });

  test('is not impressed by nonsense', async () => {
    const guard = await startProxy();
    const { port } = new URL(guard.server);
    for (const nonsense of [
      'GET / HTTP/1.1\r\nhost: x\r\n\r\n',
      'CONNECT : HTTP/1.1\r\nhost: x\r\n\r\n',
      '\x16\x03\x01\x02',
      `GET http://${'a'.repeat(1e5)}/ HTTP/1.1\r\n\r\n`,
    ]) {
      const socket = connect(Number(port), '127.0.0.1');
      socket.end(nonsense);
      await textOf(socket).catch(() => undefined);
    }
    expect(await tunnel(guard, 'site.example:443')).toEqual([407, '']);
  });
});

describe('NO_PROXY, as undici reads it', () => {
  test.each([
    ['site.example', 443, '', false],
    ['site.example', 443, 'site.example', true],
    ['SITE.example.', 443, ' other.example , site.example', true],
    ['deep.site.example', 443, 'site.example', true],
    ['deep.site.example', 443, '.site.example', true],
    ['site.example', 443, '.site.example', true],
    ['notsite.example', 443, 'site.example', false],
    ['site.example', 443, '*.site.example', false],
    ['deep.site.example', 443, '*.site.example', true],
    ['site.example', 443, 'site.example:443', true],
    ['site.example', 80, 'site.example:443', false],
    ['anything.example', 443, '*', true],
    ['anything.example', 443, '*:80', false],
    ['[2606:4700::1]', 443, '2606:4700::1', true],
    ['[2606:4700::1]', 443, '[2606:4700::1]:443', true],
    ['[2606:4700::1]', 80, '[2606:4700::1]:443', false],
    ['93.184.215.14', 443, '93.184.215.14', true],
  ] as [string, number, string, boolean][])('%s:%i with "%s": %s', (host, port, list, expected) => {
    expect(bypassesProxy(host, port, list)).toBe(expected);
  });
});
