/** Blocks of addresses as numbers, reckoned without the library under test. */
export interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** '10.0.0.0/8' or 'fe80::/10'. */
export function rangeOf(cidr: string): Range {
  const [address = '', prefix = ''] = cidr.split('/');
  const bits = address.includes(':') ? 128 : 32;
  const first = bits === 128 ? ipv6(address) : groups(address.split('.'), 10, 8n);
  const size = 1n << (BigInt(bits) - BigInt(prefix));
  return { bits, first, last: first + size - 1n };
}

function ipv6(address: string): bigint {
  const [left = '', right] = address.split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return groups([...head, ...zeros, ...tail], 16, 16n);
}

const groups = (parts: readonly string[], radix: number, width: bigint): bigint =>
  parts.reduce((value, part) => (value << width) | BigInt(Number.parseInt(part, radix)), 0n);

/** The address as a resolver spells it. */
export function written(value: bigint, bits: 32 | 128): string {
  const [width, radix, mark] = bits === 32 ? ([8, 10, '.'] as const) : ([16, 16, ':'] as const);
  const parts = Array.from({ length: bits / width }, (_, index) => {
    const shift = BigInt(bits - width * (index + 1));
    return Number((value >> shift) & ((1n << BigInt(width)) - 1n)).toString(radix);
  });
  return parts.join(mark);
}
