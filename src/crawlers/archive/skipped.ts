/** What an archive holds and goldpan does not store: counted, and said once. */
import type { Log } from '../../log.ts';

export class Skipped {
  readonly #counts = new Map<string, number>();

  /** @param why in a word or two, as it is logged: 'drafts' */
  add(why: string): void {
    this.#counts.set(why, (this.#counts.get(why) ?? 0) + 1);
  }

  /** Never says which: titles of drafts are nobody's business. */
  tell(log: Log, link: URL): void {
    if (this.#counts.size === 0) return;
    log.info('Not everything in the archive is published writing; left out', {
      link: link.href,
      ...Object.fromEntries(this.#counts),
    });
  }
}
