/** Who may go through the guard proxy, and where to: one pass a page, void when the page is done. */
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { GuardRules } from '../guard.ts';

export interface Pass {
  readonly username: string;
  readonly password: string;
  /** Ends its connections; it opens no more. */
  revoke(): void;
}

/** A pass as the proxy sees it. */
export interface Bearer {
  readonly rules: GuardRules;
  /** Ends this connection with the pass, and with the last byte that the pass is good for. */
  bind(connection: Readable): void;
}

export interface Passes {
  issue(rules: GuardRules): Pass;
  /** By the `Proxy-Authorization` header; undefined for a stranger. */
  check(header: string | undefined): Bearer | undefined;
  revokeAll(): void;
}

/** @param mostBytes what may arrive from sites on one pass */
export function createPasses(mostBytes: number): Passes {
  const valid = new Map<string, Bearer & { revoke(): void }>();
  let issued = 0;

  return {
    issue(rules) {
      issued += 1;
      const username = `page-${issued}`;
      // 192 random bits: comparing them in a hash table tells nobody anything.
      const password = randomBytes(24).toString('base64url');
      const header = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
      const connections = new Set<Readable>();
      let bytes = 0;
      let isRevoked = false;
      const revoke = (): void => {
        isRevoked = true;
        valid.delete(header);
        for (const connection of connections) connection.destroy();
      };
      valid.set(header, {
        rules,
        revoke,
        bind(connection) {
          // It was opened while the page was there, and is there now that the page has gone.
          if (isRevoked) return void connection.destroy();
          connections.add(connection);
          connection.once('close', () => connections.delete(connection));
          connection.on('data', (chunk: Uint8Array) => {
            bytes += chunk.byteLength;
            if (bytes > mostBytes) revoke();
          });
        },
      });
      return { username, password, revoke };
    },
    check: (header) => valid.get(header ?? ''),
    revokeAll: () => {
      for (const { revoke } of [...valid.values()]) revoke();
    },
  };
}
