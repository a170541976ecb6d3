import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnsafeUrlError } from '../../src/errors.ts';
import { isPublicAddress } from '../../src/fetching/addresses.ts';
import { createFetcher } from '../../src/fetching/create-fetcher.ts';
import { assertSafeLink } from '../../src/fetching/guard.ts';
import { loopbackFetcher, resolveTo, startHttp } from './servers.ts';

const refused = (link: string) => () => assertSafeLink(new URL(link));

describe('a link that is safe to follow', () => {
  test.each([
    'https://example.org/post',
    'http://example.org/post',
    'https://example.org:443/',
    'http://example.org:80/',
    'https://example.org:80/',
    'https://example.org./with-a-trailing-dot',
    'https://bücher.example/',
    'http://93.184.216.34/',
    'https://[2606:2800:220:1:248:1893:25c8:1946]/',
    'https://localhost.example.org/',
    'https://internal-medicine.example/',
  ])('%s', (link) => {
    expect(refused(link)).not.toThrow();
  });
});

describe('flaw 20: links a crawler must not follow are refused before anything is sent', () => {
  test.each([
    ['another scheme', 'file:///etc/passwd'],
    ['another scheme', 'ftp://example.org/'],
    ['another scheme', 'javascript:alert(1)'],
    ['another scheme', 'data:text/html,hi'],
    ['a user name', 'https://me@example.org/'],
    ['a password', 'https://me:secret@example.org/'],
    ['an odd port', 'https://example.org:8443/'],
    ['an odd port', 'http://example.org:27017/'],
    ['port 0', 'http://example.org:0/'],
    ['the metadata service', 'http://169.254.169.254/latest/meta-data/'],
    ['the metadata service, IPv6', 'http://[fd00:ec2::254]/latest/meta-data/'],
    ['loopback', 'http://127.0.0.1/'],
    ['loopback, decimal', 'http://2130706433/'],
    ['loopback, hexadecimal', 'http://0x7f000001/'],
    ['loopback, octal', 'http://0177.0.0.1/'],
    ['loopback, short', 'http://127.1/'],
    ['loopback, full-width digits', 'http://１２７.0.0.1/'],
    ['loopback, full-width and ideographic dots', 'http://127．0。0｡1/'],
    ['loopback, circled digits', 'http://①②⑦.⓪.⓪.①/'],
    ['loopback, percent-encoded', 'http://%31%32%37.0.0.1/'],
    ['loopback, mixed spellings', 'http://0x7f.0.0x0.01/'],
    ['loopback, hexadecimal without digits', 'http://0x7f.0x.0x.1/'],
    ['loopback, with a soft hyphen', 'http://127.0.0.\u00AD1/'],
    ['the metadata service, decimal', 'http://2852039166/'],
    ['the metadata service, hexadecimal', 'http://0xA9FEA9FE/'],
    ['the metadata service, octal', 'http://0251.0376.0251.0376/'],
    ['the metadata service, short', 'http://169.254.43518/'],
    ['the metadata service, IPv4-mapped', 'http://[::ffff:a9fe:a9fe]/'],
    ['the metadata service, dotted in IPv6', 'http://[0:0:0:0:0:FFFF:169.254.169.254]/'],
    ['the metadata service, NAT64 of a local prefix', 'http://[64:ff9b:1::a9fe:a9fe]/'],
    ["Azure's metadata service", 'http://168.63.129.16/metadata/'],
    ['the runtime API of Lambda', 'http://127.0.0.1:9001/2018-06-01/runtime/invocation/next'],
    ['the credentials of a container', 'http://169.254.170.2/v2/credentials/'],
    ['loopback, ISATAP', 'http://[2606:4700::5efe:127.0.0.1]/'],
    ['loopback, Teredo', 'http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/'],
    ['segment routing', 'http://[5f00::1]/'],
    ['loopback, trailing dot', 'http://127.0.0.1./'],
    ['loopback, IPv6', 'http://[::1]/'],
    ['loopback, IPv4-mapped', 'http://[::ffff:127.0.0.1]/'],
    ['loopback, IPv4-compatible', 'http://[::127.0.0.1]/'],
    ['loopback, NAT64', 'http://[64:ff9b::7f00:1]/'],
    ['loopback, 6to4', 'http://[2002:7f00:1::]/'],
    ['unspecified', 'http://0.0.0.0/'],
    ['unspecified, IPv6', 'http://[::]/'],
    ['private', 'http://10.0.0.1/'],
    ['private', 'http://172.16.0.1/'],
    ['private', 'http://192.168.1.1/'],
    ['shared (carrier-grade NAT)', 'http://100.64.0.1/'],
    ['multicast', 'http://224.0.0.1/'],
    ['broadcast', 'http://255.255.255.255/'],
    ['documentation', 'http://192.0.2.1/'],
    ['link-local, IPv6', 'http://[fe80::1]/'],
    ['site-local, IPv6', 'http://[fec0::1]/'],
    ['a name of this machine', 'http://localhost/'],
    ['a name of this machine', 'http://LOCALHOST./'],
    ['a name of this machine', 'http://me.localhost/'],
    ['a name of this machine, full-width', 'http://ｌｏｃａｌｈｏｓｔ/'],
    ['a name of this machine, circled', 'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/'],
    ['a name of this machine, soft hyphen', 'http://local\u00ADhost/'],
    ['a name of this machine, percent-encoded', 'http://%6cocalhost/'],
    ['a name of this machine, long s', 'http://localhoſt/'],
    ['a name of this machine, several dots', 'http://localhost../'],
    ['a look-alike in Punycode (Cyrillic o)', 'http://xn--lcalhost-4wf/'],
    ['a look-alike (Cyrillic o)', 'http://lоcalhost/'],
    ['a name of this machine', 'http://localhost.localdomain/'],
    ['a name of the network, ideographic dot', 'http://printer。local/'],
    ['a name of the network', 'http://router.home.arpa/'],
    ['a name of the network', 'http://printer.local/'],
    ['a name of the network', 'http://metadata.google.internal/'],
    ['a name without a dot', 'http://mongodb/'],
  ])('%s: %s', (_why, link) => {
    expect(refused(link)).toThrow(UnsafeUrlError);
  });

  test('the message never shows the password', () => {
    expect(refused('https://me:secret@example.org/')).toThrow(
      expect.objectContaining({
        link: 'https://example.org/',
        message: expect.not.stringContaining('secret'),
      }),
    );
  });
});

describe('properties', () => {
  const octet = fc.integer({ min: 0, max: 255 });

  test('every spelling of a private IPv4 address is refused', () => {
    const privateAddress = fc.oneof(
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
    );
    fc.assert(
      fc.property(privateAddress, ([a, b, c, d]) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        const hex = number.toString(16).padStart(8, '0');
        const spellings = [
          `${a}.${b}.${c}.${d}`,
          `${number}`,
          `0x${hex}`,
          `0${number.toString(8)}`,
          `${a}.${b}.${c * 256 + d}`,
          `0x${a.toString(16)}.${b}.0${c.toString(8)}.${d}.`,
          `[::ffff:${a}.${b}.${c}.${d}]`,
          `[::${hex.slice(0, 4)}:${hex.slice(4)}]`,
          `[64:ff9b::${hex.slice(0, 4)}:${hex.slice(4)}]`,
          `[2002:${hex.slice(0, 4)}:${hex.slice(4)}::1]`,
        ];
        for (const host of spellings) expect(refused(`http://${host}/`)).toThrow(UnsafeUrlError);
      }),
      { numRuns: 200 },
    );
  });

  test('every spelling of a public IPv4 address is accepted', () => {
    const publicAddress = fc
      .tuple(fc.integer({ min: 1, max: 223 }), octet, octet, octet)
      .filter((address) => isPublicAddress(address.join('.')));
    fc.assert(
      fc.property(publicAddress, ([a, b, c, d]) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        const spellings = [
          `${a}.${b}.${c}.${d}`,
          `${a}.${b}.${c}.${d}.`,
          `${number}`,
          `0x${number.toString(16)}`,
          `0${number.toString(8)}`,
          `${a}.${b * 65_536 + c * 256 + d}`,
        ];
        for (const host of spellings) expect(refused(`http://${host}/`)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  test('public names are accepted, local ones refused, in any case and with any dots behind', () => {
    const label = fc.stringMatching(/^[a-z]([a-z0-9]{0,8}[a-z0-9])?$/);
    const local = fc.constantFrom('localhost', 'local', 'internal', 'lan', 'home.arpa', 'intranet');
    const spelled = fc
      .func(fc.boolean())
      .map(
        (isUpper) => (text: string) =>
          [...text].map((letter, at) => (isUpper(at) ? letter.toUpperCase() : letter)).join(''),
      );
    fc.assert(
      fc.property(label, local, spelled, fc.constantFrom('', '.'), (name, zone, spell, dot) => {
        expect(refused(`https://${spell(`${name}.${zone}`)}${dot}/`)).toThrow(UnsafeUrlError);
        expect(refused(`https://${spell(`${name}.example`)}${dot}/`)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  test('whatever a URL can be, it passes or is refused with a typed error', () => {
    const scheme = fc.constantFrom('http', 'https', 'ftp', 'gopher', 'javascript', 'blob:http');
    fc.assert(
      fc.property(scheme, fc.string({ unit: 'grapheme' }), fc.string(), (start, host, rest) => {
        const link = URL.parse(`${start}://${host}/${rest}`);
        if (!link) return;
        try {
          assertSafeLink(link);
        } catch (error) {
          expect(error).toBeInstanceOf(UnsafeUrlError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('what a name resolves to', () => {
  test.each([
    ['private', ['10.0.0.7']],
    ['the metadata service', ['169.254.169.254']],
    ['IPv4-mapped loopback', ['::ffff:127.0.0.1']],
    ['a public and a private one', ['93.184.216.34', '192.168.1.1']],
    ['a private one after a public IPv6', ['2606:2800:220:1:248:1893:25c8:1946', '127.0.0.1']],
  ])('flaw 20: a name that leads to %s is refused', async (_what, addresses) => {
    const fetcher = createFetcher({}, { resolve: resolveTo(...addresses) });
    await expect(fetcher.page(new URL('http://innocent.example/'))).rejects.toThrow(UnsafeUrlError);
    await fetcher.close();
  });

  test('the address that was checked is the one connected to: a second, private answer (rebinding) is never used', async () => {
    const server = await startHttp((_request, response) => {
      response.setHeader('connection', 'close');
      response.end('public');
    });
    const answers = ['127.0.0.1', '10.0.0.7'];
    const fetcher = loopbackFetcher({
      resolve: (hostname, options, callback) =>
        resolveTo(answers.shift() ?? 'none left')(hostname, options, callback),
    });
    const link = server.link('/', 'rebinding.example');
    expect((await fetcher.page(link)).text).toBe('public');
    expect(answers).toEqual(['10.0.0.7']);
    await expect(fetcher.page(link)).rejects.toMatchObject({
      code: 'unsafe_url',
      message: 'rebinding.example leads to 10.0.0.7, which is not public.',
    });
  });
});
