import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UnsafeUrlError } from '../../src/errors.ts';
import { createFetcher } from '../../src/fetching/create-fetcher.ts';
import { PUBLIC_INTERNET } from '../../src/fetching/guard.ts';
import { startDns } from './dns-server.ts';
import { loopbackFetcher, startHttp } from './servers.ts';

/**
 * 127.0.0.1 is what the tests' rules take for a public address; 127.0.0.2 stands for a neighbour that must not be reached.
 * Both listen on the same port, so that only the address tells them apart.
 */
async function attackerAndVictim() {
  const attacker = await startHttp((request, response) => {
    response.setHeader('connection', 'close');
    const target = new URL(request.url ?? '/', 'http://attacker.example').searchParams.get('to');
    if (target) response.writeHead(302, { location: target }).end();
    else response.end('from the attacker');
  });
  let reached = 0;
  const victim = createServer((_request, response) => response.end('secret'));
  victim.on('connection', () => {
    reached += 1;
  });
  await new Promise<void>((resolve) => victim.listen(attacker.port, '127.0.0.2', resolve));
  onTestFinished(() => void victim.close());
  const { port } = victim.address() as AddressInfo; // A TCP server never has a pipe's address.
  return { attacker, victim: { port, reached: () => reached } };
}

describe('a name server that lies', () => {
  test('the victim of these tests can be reached: the guard is what keeps it safe', async () => {
    const { victim } = await attackerAndVictim();
    const dns = await startDns(() => ['127.0.0.2']);
    const unguarded = loopbackFetcher({
      resolve: dns.resolve,
      rules: { allowsPort: () => true, allowsAddress: () => true },
    });
    const page = await unguarded.page(new URL(`http://victim.example:${victim.port}/`));
    expect(page.text).toBe('secret');
  });

  test('rebinding: public at the first look-up, a neighbour at the second', async () => {
    const { attacker, victim } = await attackerAndVictim();
    const dns = await startDns((_name, lookup) => [lookup === 1 ? '127.0.0.1' : '127.0.0.2']);
    const fetcher = loopbackFetcher({ resolve: dns.resolve });
    const link = attacker.link('/', 'rebind.example');

    expect((await fetcher.page(link)).text).toBe('from the attacker');
    expect(dns.asked('rebind.example'), 'checked and connected with one look-up').toBe(1);

    await expect(fetcher.page(link)).rejects.toMatchObject({
      code: 'unsafe_url',
      message: 'rebind.example leads to 127.0.0.2, which is not public.',
    });
    expect(dns.asked('rebind.example')).toBe(2);
    expect(victim.reached()).toBe(0);
  });

  test('rebinding by turns, over many connections: the neighbour is never reached', async () => {
    const { attacker, victim } = await attackerAndVictim();
    const dns = await startDns((_name, lookup) => [lookup % 2 ? '127.0.0.1' : '127.0.0.2']);
    const fetcher = loopbackFetcher({ resolve: dns.resolve });
    const seen = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        fetcher.page(attacker.link(`/${index}`, 'rebind.example')).then(
          (page) => page.text,
          (error: unknown) => error instanceof UnsafeUrlError,
        ),
      ),
    );
    expect(new Set(seen)).toEqual(new Set(['from the attacker', true]));
    expect(victim.reached()).toBe(0);
  });

  test.each([
    ['a private one after a public one', ['127.0.0.1', '10.0.0.7']],
    ['a private one before a public one', ['192.168.1.1', '127.0.0.1']],
    ['the metadata service among others', ['127.0.0.1', '127.0.0.1', '169.254.169.254']],
    ['a private IPv6 beside a public IPv4', ['127.0.0.1', 'fd00::1']],
    ['loopback in IPv6', ['::1']],
    ['IPv4-mapped', ['::ffff:7f00:2']],
    ['NAT64', ['64:ff9b::a9fe:a9fe']],
    ['unspecified, which the system takes for itself', ['0.0.0.0']],
  ])('an answer with %s is refused as a whole', async (_what, addresses) => {
    const { attacker } = await attackerAndVictim();
    const dns = await startDns(() => addresses);
    const fetcher = loopbackFetcher({ resolve: dns.resolve });
    await expect(fetcher.page(attacker.link('/', 'mixed.example'))).rejects.toThrow(UnsafeUrlError);
    expect(attacker.connections()).toBe(0);
  });

  test('a redirect to a name that leads to a neighbour is refused at its own look-up', async () => {
    const { attacker, victim } = await attackerAndVictim();
    const dns = await startDns((name) => [name === 'innocent.example' ? '127.0.0.1' : '127.0.0.2']);
    const fetcher = loopbackFetcher({ resolve: dns.resolve });
    const target = `http://inner.example:${victim.port}/`;
    const link = attacker.link(`/?to=${encodeURIComponent(target)}`, 'innocent.example');
    await expect(fetcher.page(link)).rejects.toMatchObject({
      code: 'unsafe_url',
      message: 'inner.example leads to 127.0.0.2, which is not public.',
    });
    expect(victim.reached()).toBe(0);
  });

  test('a redirect back to the same name is looked up and checked again', async () => {
    const { attacker, victim } = await attackerAndVictim();
    const dns = await startDns((_name, lookup) => [lookup === 1 ? '127.0.0.1' : '127.0.0.2']);
    const fetcher = loopbackFetcher({ resolve: dns.resolve });
    const link = attacker.link('/?to=/again', 'rebind.example');
    await expect(fetcher.page(link)).rejects.toThrow(UnsafeUrlError);
    expect(victim.reached()).toBe(0);
  });

  test('a stream is held to the same rules', async () => {
    const { attacker, victim } = await attackerAndVictim();
    const dns = await startDns(() => ['127.0.0.2']);
    const fetcher = loopbackFetcher({ resolve: dns.resolve });
    const link = attacker.link('/archive.tar.gz', 'rebind.example');
    await expect(fetcher.stream(link, { maxBytes: 1_000 })).rejects.toThrow(UnsafeUrlError);
    expect(victim.reached()).toBe(0);
  });

  test('a name that does not exist is the fault of the DNS, not of the link', async () => {
    const dns = await startDns(() => undefined);
    const fetcher = createFetcher({}, { resolve: dns.resolve, sleep: async () => undefined });
    onTestFinished(() => fetcher.close());
    await expect(fetcher.page(new URL('http://nowhere.example/'))).rejects.toMatchObject({
      code: 'upstream',
      message: expect.stringContaining('not in the DNS'),
    });
  });
});

describe('places inside of a cloud', () => {
  test.each([
    ['the metadata service', 'http://169.254.169.254/latest/meta-data/iam/security-credentials/'],
    ['the metadata service, IPv6', 'http://[fd00:ec2::254]/latest/meta-data/'],
    ['the runtime API of Lambda', 'http://127.0.0.1:9001/2018-06-01/runtime/invocation/next'],
    ['the telemetry of Lambda', 'http://sandbox.localdomain:8080/'],
    ['the X-Ray daemon', 'http://169.254.79.129:2000/'],
    ['container credentials', 'http://169.254.170.2/v2/credentials/x'],
    ['Google’s metadata service', 'http://metadata.google.internal/computeMetadata/v1/'],
    ['Azure’s', 'http://168.63.129.16/machine/'],
    ['loopback', 'http://[::1]:27017/'],
  ])('%s is not reached by a link, nor by a redirect', async (_what, place) => {
    const { attacker } = await attackerAndVictim();
    const production = createFetcher({});
    onTestFinished(() => production.close());
    await expect(production.page(new URL(place))).rejects.toThrow(UnsafeUrlError);

    // Production's rules, but for the one server that sends the redirect.
    const fetcher = loopbackFetcher({
      rules: {
        ...PUBLIC_INTERNET,
        own: {
          includes: (host, port) => host === 'site.example' && port === attacker.port,
          allowsAddress: (address) => address === '127.0.0.1',
        },
      },
    });
    const link = attacker.link(`/?to=${encodeURIComponent(place)}`);
    await expect(fetcher.page(link)).rejects.toThrow(UnsafeUrlError);
  });
});
