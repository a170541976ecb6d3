/** What goldpan opens in an export. Everything else in it (messages, contacts, subscribers, logins) stays closed. */

export type EntryKind =
  | 'linkedin-shares'
  | 'linkedin-media'
  | 'linkedin-article'
  | 'substack-posts'
  /** The text of one post, of Medium or of Substack. */
  | 'post';

interface Allowed {
  readonly kind: EntryKind;
  /** The folder that it lies in; any unless said, since people unpack exports and pack them again one folder deeper. */
  readonly folder?: string;
  readonly name: RegExp;
}

// LinkedIn sometimes adds the member's number to the names: Shares_123456.csv.
const ALLOWED: readonly Allowed[] = [
  { kind: 'linkedin-shares', name: /^shares(?:_[\w-]{1,64})?\.csv$/i },
  { kind: 'linkedin-media', name: /^rich_media(?:_[\w-]{1,64})?\.csv$/i },
  { kind: 'linkedin-article', folder: 'articles', name: /\.html$/i },
  { kind: 'substack-posts', name: /^posts\.csv$/i },
  { kind: 'post', folder: 'posts', name: /\.html$/i },
];

/**
 * What an entry is, by its folder and base name; `undefined` for what is never opened.
 *
 * @example
 * kindOf('Articles/Articles/tides-mara.html'); // 'linkedin-article'
 * kindOf('messages.csv'); // undefined
 */
export function kindOf(path: string): EntryKind | undefined {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  const folder = parts.at(-2)?.toLowerCase();
  // What macOS puts beside each file when it packs a folder: `__MACOSX/posts/._tides.html`.
  if (name.startsWith('.') || parts[0] === '__MACOSX') return undefined;
  return ALLOWED.find(
    (allowed) =>
      allowed.name.test(name) && (allowed.folder === undefined || allowed.folder === folder),
  )?.kind;
}
