/**
 * The format of robots.txt: RFC 9309, with the two lines beyond it that concern us, `Crawl-delay` and `Content-Signal`.
 *
 * Read here and not by a package: `robots-parser`, which most crawlers in JavaScript use, has had no release since 2023,
 * neither compares percent-encoded octets as section 2.2.2 asks nor knows Content-Signal, and ends a group at any line it does
 * not know; its rivals fetch by themselves.
 */
import type { ContentSignal } from './page.ts';

/** What robots.txt calls us (RFC 9309, section 2.2.1), in lower case. */
export const PRODUCT_TOKEN = 'goldpan';

/** Of a longer file, this much is read (section 2.5). */
export const MOST_BYTES = 500 * 1024;

export interface Verdict {
  /** The line that decides, if one does: 'Disallow: /drafts/'. */
  readonly rule?: string | undefined;
  readonly isAllowed: boolean;
  /** The longest wish of the group, in milliseconds. */
  readonly crawlDelayMs?: number | undefined;
  readonly contentSignal?: ContentSignal | undefined;
}

/** The lines that belong to a group, in the spelling in which they are kept. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ['allow', 'Allow'],
  ['disallow', 'Disallow'],
  ['crawl-delay', 'Crawl-delay'],
  ['content-signal', 'Content-Signal'],
]);

/**
 * The lines of a robots.txt that concern us: all groups that name us, else all groups for everybody. What is left out
 * (other agents, sitemaps, comments) is most of a file.
 *
 * @param text the whole file
 * @returns lines for `judge`, and a robots.txt in itself once 'User-agent: *' stands above them
 * @example
 * groupOf('User-agent: *\nDisallow: /drafts/\n'); // 'Disallow: /drafts/'
 */
export function groupOf(text: string, token: string = PRODUCT_TOKEN): string {
  const ours: string[] = [];
  const everybodys: string[] = [];
  let namesUs = false;
  /** Where the lines of the current group go. */
  let into: string[][] = [];
  let isAfterMember = true;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [said = ''] = line.split('#', 1);
    const colon = said.indexOf(':');
    const key = said.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const value = said.slice(colon + 1).trim();
    if (key === 'user-agent') {
      if (isAfterMember) into = [];
      isAfterMember = false;
      const agent = value.toLowerCase();
      // What follows the name, as in 'goldpan/1.0', is no part of it.
      if (/^[a-z_-]+/.exec(agent)?.[0] === token) {
        namesUs = true;
        into.push(ours);
      } else if (/^\*(?:\s|$)/.test(agent)) into.push(everybodys);
    } else {
      const name = MEMBERS.get(key);
      if (name === undefined) continue;
      isAfterMember = true;
      for (const group of into) group.push(`${name}: ${value}`);
    }
  }
  return (namesUs ? ours : everybodys).join('\n');
}

/**
 * May this link be fetched? The longest matching rule decides, `Allow` on ties (section 2.2.2); without one it may be.
 *
 * @param group what `groupOf` gave
 * @example
 * judge('Disallow: /drafts/', new URL('https://mara.example/drafts/neap')).isAllowed; // false
 */
export function judge(group: string, link: URL): Verdict {
  const path = comparable(`${link.pathname}${link.search}`).replaceAll(/[*$]/g, encoded);
  let decisive = { length: -1, isAllowed: true, rule: undefined as string | undefined };
  let crawlDelayMs: number | undefined;
  const signals = new Map<string, 'yes' | 'no'>();

  for (const line of group.split('\n')) {
    const colon = line.indexOf(': ');
    const value = line.slice(colon + 2);
    switch (line.slice(0, colon)) {
      case 'Allow':
      case 'Disallow': {
        // Only at the end does the dollar mean more than itself.
        const pattern = comparable(value).replaceAll(/\$(?!$)/g, encoded);
        const isAllowed = line.startsWith('Allow');
        const isStronger =
          pattern.length > decisive.length || (pattern.length === decisive.length && isAllowed);
        if (pattern !== '' && isStronger && matches(pattern, path)) {
          decisive = { length: pattern.length, isAllowed, rule: line };
        }
        break;
      }
      case 'Crawl-delay':
        if (/^\d{1,6}(?:\.\d{1,6})?$/.test(value)) {
          crawlDelayMs = Math.max(crawlDelayMs ?? 0, Number(value) * 1000);
        }
        break;
      case 'Content-Signal':
        for (const [use, may] of signalsOf(value)) {
          if (signals.get(use) !== 'no') signals.set(use, may);
        }
    }
  }
  const { isAllowed, rule } = decisive;
  return {
    isAllowed: isAllowed || link.pathname === '/robots.txt',
    rule,
    crawlDelayMs,
    contentSignal: signals.size > 0 ? Object.fromEntries(signals) : undefined,
  };
}

/** 'search=yes, ai-train=no'. */
function* signalsOf(value: string): Generator<[string, 'yes' | 'no']> {
  for (const part of value.toLowerCase().split(/[,;\s]+/)) {
    const [, use, may] = /^([a-z][a-z0-9-]{0,31})=(yes|no)$/.exec(part) ?? [];
    if (use !== undefined) yield [use, may === 'yes' ? 'yes' : 'no'];
  }
}

/** `*` is any run of characters, `$` at the end is the end. */
function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [first = '', ...others] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  const last = isWhole ? others.pop() : undefined;
  if (isWhole && last === undefined) return path === first;
  let at = first.length;
  // The leftmost place is as good as any later one: it leaves the most for what follows.
  for (const part of others) {
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return last === undefined || (path.endsWith(last) && path.length - last.length >= at);
}

/**
 * One spelling for what is the same octet: beyond US-ASCII always encoded; within it never, but for the characters that mean
 * something else when they are not. `/%7Emara`, `/~mara` are one path; `/a%2Fb`, `/a/b` are two.
 */
function comparable(text: string): string {
  const question = text.indexOf('?');
  if (question === -1) return spelled(text, /[%#*$/?]/);
  return spelled(text.slice(0, question), /[%#*$/?]/) + spelled(text.slice(question), /[%#*$]/);
}

const spelled = (text: string, keptEncoded: RegExp): string =>
  text.toWellFormed().replaceAll(/%([0-9a-f]{2})|[^\x21-\x7e]/giu, (octet, hex?: string) => {
    if (hex === undefined) return encodeURIComponent(octet);
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\x21-\x7e]/.test(character) && !keptEncoded.test(character)
      ? character
      : octet.toUpperCase();
  });

const encoded = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
