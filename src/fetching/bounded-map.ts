/** A map of bounded size for processes that live long. */

export interface BoundedMap<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
}

/**
 * Forgets the entries that were longest not asked for, as soon as all of them together weigh more than `most`.
 *
 * @param weightOf 1 for each entry unless given
 * @example
 * const lanes = boundedMap<string, Lane>(5_000);
 */
export function boundedMap<Key, Value extends object>(
  most: number,
  weightOf: (value: Value) => number = () => 1,
): BoundedMap<Key, Value> {
  // A Map keeps the order of insertion: what is used is put to its end, so its beginning is the oldest.
  const entries = new Map<Key, Value>();
  let weight = 0;

  function forget(key: Key): void {
    const value = entries.get(key);
    if (value === undefined) return;
    entries.delete(key);
    weight -= weightOf(value);
  }

  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      forget(key);
      entries.set(key, value);
      weight += weightOf(value);
      for (const oldest of entries.keys()) {
        if (weight <= most || oldest === key) break;
        forget(oldest);
      }
    },
  };
}
