/**
 * How far into the queue SQS looks for groups that are free: the first so many messages that are not deleted yet. Counts are
 * kept by buckets of positions in a Fenwick tree, so that a deletion and the question cost a few steps each.
 */
export class LookAhead {
  readonly #tree: Float64Array;
  readonly #buckets: number;
  readonly #width: number;
  readonly #messages: number;

  /** @param messages positions 0 to this, one message each */
  constructor(messages: number, { window }: { readonly window: number }) {
    this.#messages = window;
    this.#buckets = Math.max(1, Math.min(8_192, messages));
    this.#width = messages / this.#buckets;
    this.#tree = new Float64Array(this.#buckets + 1);
    for (let at = 1; at <= this.#buckets; at += 1) this.#tree[at] = (at & -at) * this.#width;
  }

  delete(position: number): void {
    const first = Math.min(this.#buckets, Math.floor(position / this.#width) + 1);
    for (let at = first; at <= this.#buckets; at += at & -at)
      this.#tree[at] = (this.#tree[at] ?? 0) - 1;
  }

  /** Messages behind this position are out of sight. */
  get end(): number {
    let at = 0;
    let left = this.#messages;
    for (let step = 2 ** Math.floor(Math.log2(this.#buckets)); step >= 1; step /= 2) {
      const next = at + step;
      const count = this.#tree[next] ?? Number.POSITIVE_INFINITY;
      if (next > this.#buckets || count > left) continue;
      at = next;
      left -= count;
    }
    return (at + 1) * this.#width;
  }
}
