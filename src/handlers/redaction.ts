/** Keeps passwords and tokens out of the log, whatever an error of somebody else's library quotes. */

/** Shorter ones would be found in ordinary words. */
const SHORTEST = 6;
const MASK = '***';
/** Not by `URL`, which knows no address with several hosts. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/([^/]*)/i;
const PASSWORD = /^[^:@]*:(.*)@/;
/** User name and password of any address in a text. */
const CREDENTIALS = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^/?#\s@"']{1,2000}@/gi;

/**
 * @example
 * const redaction = new Redaction();
 * redaction.learn('ghp_0123456789abcdef');
 * redaction.of('mongodb://mara:s3cret@db: token ghp_0123456789abcdef'); // 'mongodb://***@db: token ***'
 */
export class Redaction {
  readonly #secrets = new Set<string>();

  /** A value that must not be seen, or an address whose password must not. */
  learn(secret: string | undefined): void {
    if (secret === undefined) return;
    const [, inside] = ADDRESS.exec(secret) ?? [];
    const [, password = ''] = PASSWORD.exec(inside ?? '') ?? [];
    // As it is written in the address, and as it is meant.
    const forms = ADDRESS.test(secret) ? [password, decoded(password)] : [secret];
    for (const form of forms) if (form.length >= SHORTEST) this.#secrets.add(form);
  }

  of(text: string): string {
    let shown = text;
    for (const secret of this.#secrets) shown = shown.replaceAll(secret, MASK);
    return shown.replace(CREDENTIALS, `$1${MASK}@`);
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
