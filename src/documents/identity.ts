/** Who a document is: the same thing found twice, by whomever, has the same `_id` and the same content hash. */
import { createHash } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';

/** Root of all goldpan identities. Changing it would store everything a second time. */
const NAMESPACE = '5d4f0f2e-6a0b-4d0e-9a53-0c1c7a1f6b1e';

/**
 * The UUIDv5 (RFC 9562) of a natural key within a collection.
 *
 * @example
 * naturalId('articles', [user.id, 'medium:4a1c0c0a6f0d']); // 'b8a2…', today and tomorrow, on every machine
 */
export function naturalId(collection: string, key: readonly unknown[]): string {
  // JSON keeps the parts apart: ['a', 'bc'] and ['ab', 'c'] differ.
  return uuidv5(JSON.stringify([collection, ...key]), NAMESPACE);
}

/**
 * SHA-256, in lower-case hex, of the content alone: what a person wrote, without when and how it was found.
 * The order of the keys does not matter.
 */
export function contentHash(content: object): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** JSON with sorted keys, so that equal content has equal text. */
function canonicalJson(content: object): string {
  const entries = Object.entries(content).filter(([, value]) => value !== undefined);
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
