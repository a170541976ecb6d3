import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAddressOfOwnNetwork, isPublicAddress } from '../../src/fetching/addresses.ts';
import { type Range, rangeOf, written } from './address-ranges.ts';

/** Every block of the IANA IPv4 Special-Purpose Address Registry, and multicast. */
const SPECIAL_IPV4 = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'private use'],
  ['100.64.0.0/10', 'shared address space'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private use'],
  ['192.0.0.0/24', 'IETF protocol assignments, with all that is in it'],
  ['192.0.2.0/24', 'documentation'],
  ['192.31.196.0/24', 'AS112'],
  ['192.52.193.0/24', 'AMT'],
  ['192.88.99.0/24', '6to4 relay anycast'],
  ['192.168.0.0/16', 'private use'],
  ['192.175.48.0/24', 'direct delegation AS112'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved, and limited broadcast'],
] as const;

/** Every block of the IANA IPv6 Special-Purpose Address Registry (as of October 2025), and what else is not for the public. */
const SPECIAL_IPV6 = [
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['::/96', 'IPv4-compatible'],
  ['::ffff:0:0/96', 'IPv4-mapped'],
  ['::ffff:0:0:0/96', 'IPv4-translated'],
  ['64:ff9b::/96', 'NAT64'],
  ['64:ff9b:1::/48', 'NAT64, local use'],
  ['100::/64', 'discard only'],
  ['100:0:0:1::/64', 'dummy prefix'],
  ['2001::/23', 'IETF protocol assignments'],
  ['2001::/32', 'Teredo'],
  ['2001:1::1/128', 'PCP anycast'],
  ['2001:1::2/128', 'TURN anycast'],
  ['2001:1::3/128', 'DNS-SD SRP anycast'],
  ['2001:2::/48', 'benchmarking'],
  ['2001:3::/32', 'AMT'],
  ['2001:4:112::/48', 'AS112'],
  ['2001:10::/28', 'ORCHID'],
  ['2001:20::/28', 'ORCHIDv2'],
  ['2001:30::/28', 'drone remote ID'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', '6to4'],
  ['2620:4f:8000::/48', 'direct delegation AS112'],
  ['3fff::/20', 'documentation'],
  ['5f00::/16', 'segment routing'],
  ['fc00::/7', 'unique local'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
] as const;

const SPECIAL: readonly { readonly name: string; readonly range: Range }[] = [
  ...SPECIAL_IPV4,
  ...SPECIAL_IPV6,
].map(([cidr, what]) => ({ name: `${cidr} (${what})`, range: rangeOf(cidr) }));

/** What IANA gives out to the public: all of IPv4 that is not special, and 2000::/3. */
const GIVEN_OUT = [rangeOf('0.0.0.0/0'), rangeOf('2000::/3')];
/** Azure serves its machines from a public address. */
const AZURE = rangeOf('168.63.129.16/32').first;

const isIn =
  (value: bigint, bits: 32 | 128) =>
  (range: Range): boolean =>
    range.bits === bits && range.first <= value && value <= range.last;

/** By the tables of this file alone, without the code under test. */
const shouldBePublic = (value: bigint, bits: 32 | 128): boolean =>
  GIVEN_OUT.some(isIn(value, bits)) &&
  !SPECIAL.some(({ range }) => isIn(value, bits)(range)) &&
  !(bits === 32 && value === AZURE) &&
  !(bits === 128 && [0x5efen, 0x2005efen].includes((value >> 32n) & 0xffffffffn));

describe.each(SPECIAL)('$name', ({ range: { first, last, bits } }) => {
  test('first, middle and last address are refused', () => {
    for (const value of [first, (first + last) / 2n, last]) {
      expect(isPublicAddress(written(value, bits)), written(value, bits)).toBe(false);
    }
  });

  test('the addresses on both sides of it are refused only if they are special themselves', () => {
    for (const value of [first - 1n, last + 1n]) {
      if (value < 0n || value >= 1n << BigInt(bits)) continue;
      expect(isPublicAddress(written(value, bits)), written(value, bits)).toBe(
        shouldBePublic(value, bits),
      );
    }
  });
});

describe('addresses that are public, beside or like special ones', () => {
  test.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '168.63.129.15',
    '2001:200::',
    '2001:4860:4860::8888',
    '2003::',
    '2606:4700:4700::1111',
    '3ffe:ffff:ffff:ffff::',
  ])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('addresses that are not public, whatever the registries say', () => {
  test.each([
    ['Azure hands out credentials there', '168.63.129.16'],
    ['Alibaba Cloud does', '100.100.100.200'],
    ['Oracle Cloud does', '192.0.0.192'],
    ['AWS does, IPv6', 'fd00:ec2::254'],
    ['Google Cloud does, IPv6', 'fd20:ce::254'],
    ['containers on AWS', '169.254.170.2'],
    ['10.0.0.1 in ISATAP', '2606:4700::5efe:10.0.0.1'],
    ['1.1.1.1 in ISATAP', '2606:4700::200:5efe:101:101'],
    ['outside of what IANA has given out', '4000::1'],
    ['with a zone', 'fe80::1%eth0'],
    ['no address', 'example.org'],
    ['a number', '2130706433'],
    ['short', '127.1'],
    ['nothing', ''],
  ])('%s: %s', (_why, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('any address at all', () => {
  test('IPv4 is public or not as the registry says', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }), (value) => {
        expect(isPublicAddress(written(value, 32))).toBe(shouldBePublic(value, 32));
      }),
      { numRuns: 2_000 },
    );
  });

  test('IPv6 is public or not as the registry says', () => {
    const anywhere = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
    const nearSpecial = fc
      .tuple(fc.constantFrom(...SPECIAL.filter(({ range }) => range.bits === 128)), anywhere)
      .map(([{ range }, offset]) => range.first + (offset % (range.last - range.first + 1n)));
    const givenOut = anywhere.map((value) => (1n << 125n) + (value >> 3n));
    fc.assert(
      fc.property(fc.oneof(anywhere, nearSpecial, givenOut), (value) => {
        expect(isPublicAddress(written(value, 128))).toBe(shouldBePublic(value, 128));
      }),
      { numRuns: 2_000 },
    );
  });

  test('no IPv4 address becomes public by being carried inside IPv6', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }), (value) => {
        const [high, low] = [(value >> 16n).toString(16), (value & 0xffffn).toString(16)];
        const inverted = written(value ^ 0xffffffffn, 128)
          .split(':')
          .slice(-2)
          .join(':');
        for (const address of [
          `::${high}:${low}`,
          `::ffff:${high}:${low}`,
          `::ffff:0:${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `64:ff9b:1::${high}:${low}`,
          `2002:${high}:${low}::1`,
          `2001:0:${high}:${low}::1`,
          `2001:0:4136:e378:8000:63bf:${inverted}`,
          `2606:4700::5efe:${high}:${low}`,
          `2606:4700::200:5efe:${high}:${low}`,
        ]) {
          expect(isPublicAddress(address), address).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a host on a network of one’s own can have', () => {
  test.each(['10.1.2.3', '172.20.0.9', '192.168.1.20', '100.101.102.103', 'fd12:3456::7'])(
    '%s',
    (address) => {
      expect(isAddressOfOwnNetwork(address, false)).toBe(true);
    },
  );

  test('this machine only where it is said to count', () => {
    for (const address of ['127.0.0.1', '127.8.9.1', '::1']) {
      expect(isAddressOfOwnNetwork(address, true)).toBe(true);
      expect(isAddressOfOwnNetwork(address, false)).toBe(false);
    }
  });

  test.each([
    '169.254.169.254',
    '169.254.170.2',
    '100.100.100.200',
    '168.63.129.16',
    'fd00:ec2::254',
    'fd20:ce::254',
    'fd00:42::42',
    'fe80::1',
    '0.0.0.0',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '224.0.0.1',
    '255.255.255.255',
  ])('never %s', (address) => {
    expect(isAddressOfOwnNetwork(address, true)).toBe(false);
  });
});
