/** A name server on loopback whose answers a test decides, one look-up at a time. */
import { createSocket } from 'node:dgram';
import { type LookupAddress, Resolver } from 'node:dns';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { ResolveAll } from '../../src/fetching/addresses.ts';

export interface DnsServer {
  /** Asks this server, over UDP, for IPv4 and IPv6 addresses. */
  readonly resolve: ResolveAll;
  /** How often a name was asked for its IPv4 addresses. */
  asked(name: string): number;
}

const TYPE_A = 1;
const TYPE_AAAA = 28;
const NAME_ERROR = 3;

/** The addresses of a name at its n-th look-up, from 1; undefined when there is no such name. */
export type Zone = (name: string, lookup: number) => readonly string[] | undefined;

/**
 * Starts the server; it lives as long as the test. Answers may be kept for 0 seconds, as an attacker's are.
 *
 * @example
 * const dns = await startDns((name, lookup) => (lookup === 1 ? ['93.184.216.34'] : ['127.0.0.1']));
 */
export async function startDns(zone: Zone): Promise<DnsServer> {
  const lookups = new Map<string, number>();
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const { name, type, end } = question(query);
    // IPv4 is asked first; the IPv6 question of the same look-up gets the same answer.
    if (type === TYPE_A) lookups.set(name, (lookups.get(name) ?? 0) + 1);
    const addresses = zone(name, lookups.get(name) ?? 1);
    const fitting = (addresses ?? []).filter((one) => one.includes(':') === (type === TYPE_AAAA));
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | (addresses ? 0 : NAME_ERROR), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(fitting.length, 6);
    const records = fitting.map((one) => record(type, one));
    socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());

  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    asked: (name) => lookups.get(name) ?? 0,
    resolve: (hostname, _options, callback) => {
      resolver.resolve4(hostname, (error, ipv4) => {
        if (error && error.code !== 'ENODATA') return callback(error, []);
        resolver.resolve6(hostname, (error6, ipv6) => {
          if (error6 && error6.code !== 'ENODATA') return callback(error6, []);
          callback(null, [...found(ipv4, 4), ...found(ipv6, 6)]);
        });
      });
    },
  };
}

/** c-ares hands on nothing at all where there is no such record. */
const found = (addresses: readonly string[] | undefined, family: 4 | 6): LookupAddress[] =>
  (addresses ?? []).map((address) => ({ address, family }));

/** The one question of a query (RFC 1035, section 4.1.2). */
function question(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** An answer that points back to the name of the question, class IN, TTL 0. */
function record(type: number, address: string): Buffer {
  const data =
    type === TYPE_A
      ? Buffer.from(address.split('.').map(Number))
      : Buffer.from(
          expanded(address)
            .map((group) => group.padStart(4, '0'))
            .join(''),
          'hex',
        );
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function expanded(address: string): string[] {
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail];
}
