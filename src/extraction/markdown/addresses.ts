/** Web addresses in text: bare where every reader sees the same link, else in `<…>`. */
import type { Delete, Emphasis, Link, PhrasingContent, Strong } from 'mdast';

const PLAIN =
  /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:[/?#](?:[\w/.%+=&?#@:-]*[\w/])?)?$/i;
const LOOSE_UNDERSCORE = /(?:^|[^a-z0-9_])_|_(?:[^a-z0-9_]|$)/i;
const IN_TEXT = /(?:https?:\/\/|www\.)[^\s<>]{1,2000}/gi;
const NOT_AT_THE_END = new Set('.,;:!?\'")]}*_~');

/**
 * GFM makes links of addresses in text. To be read alike with and without it, a link that shows its own address is written
 * bare when it stands free and holds nothing that needs escaping; any other address becomes `<address>`.
 *
 * @param nested the nodes stand between marks of emphasis, which would touch an address at their edges
 */
export function plainAddresses(
  nodes: readonly PhrasingContent[],
  nested = false,
): PhrasingContent[] {
  if (!nodes.some(mayHoldAddress)) return [...nodes];
  const merged: PhrasingContent[] = [];
  // The last character is kept apart: to look for it in the growing text would take quadratic time.
  let last = nested ? '*' : '\n';
  nodes.forEach((node, index) => {
    const value =
      node.type === 'text' ? node.value : plainText(node, last, nodes[index + 1], nested);
    const before = merged.at(-1);
    if (value === undefined) {
      merged.push(
        isAttention(node) ? { ...node, children: plainAddresses(node.children, true) } : node,
      );
      last = node.type === 'break' ? '\n' : '*';
      return;
    }
    if (before?.type === 'text') before.value += value;
    else merged.push({ type: 'text', value });
    last = value.at(-1) ?? last;
  });
  return merged.flatMap((node, index) => {
    if (node.type !== 'text') return [node];
    const before = merged[index - 1];
    const freeBefore = before === undefined ? !nested : before.type === 'break';
    return bracketed(node.value, freeBefore, merged[index + 1] === undefined && !nested);
  });
}

function mayHoldAddress(node: PhrasingContent): boolean {
  if (node.type === 'text') return /:\/\/|www\./i.test(node.value);
  return node.type === 'link' || (isAttention(node) && node.children.some(mayHoldAddress));
}

/** The address that a link shows, when it can be written without brackets. */
function plainText(
  node: PhrasingContent,
  last: string,
  next: PhrasingContent | undefined,
  nested: boolean,
): string | undefined {
  const shown = node.type === 'link' ? shownAddress(node) : undefined;
  if (shown === undefined || !/^https?:/i.test(shown)) return shown;
  return /[\s(]/.test(last) && isFreeAfter(next, nested) ? shown : undefined;
}

function isAttention(node: PhrasingContent): node is Emphasis | Strong | Delete {
  return node.type === 'emphasis' || node.type === 'strong' || node.type === 'delete';
}

/** Not before a line break: its backslash would be taken for a part of the address. */
function isFreeAfter(next: PhrasingContent | undefined, nested: boolean): boolean {
  if (next === undefined) return !nested;
  return next.type === 'text' && /^[.,;:!?)]*(?:\s|$)/.test(next.value);
}

/** Holds nothing that Markdown may read as more than an address. */
function isPlain(address: string): boolean {
  return PLAIN.test(address) && !LOOSE_UNDERSCORE.test(address);
}

/** The address that a link shows as its text. */
function shownAddress(link: Link): string | undefined {
  const [only] = link.children;
  if (link.children.length !== 1 || only?.type !== 'text') return undefined;
  const { value } = only;
  if (link.url === value && isPlain(value)) return value;
  if (
    link.url === `mailto:${value}` &&
    /^[a-z0-9.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+$/i.test(value)
  )
    return value;
  return link.url === `http://${value}` && isPlain(link.url) && /^www\./i.test(value)
    ? value
    : undefined;
}

/** Text with the addresses that cannot stand bare made into links. */
function bracketed(value: string, freeBefore: boolean, freeAfter: boolean): PhrasingContent[] {
  if (!/:\/\/|www\./i.test(value)) return [{ type: 'text', value }];
  const parts: PhrasingContent[] = [];
  let end = 0;
  const search = new RegExp(IN_TEXT);
  for (let match = search.exec(value); match !== null; match = search.exec(value)) {
    const address = withoutEnd(match[0]);
    const before = value[match.index - 1];
    const after = value.slice(match.index + address.length);
    // Within a word it is no address to anybody; but one may begin behind it.
    if (before !== undefined && /[a-z]/i.test(before)) {
      search.lastIndex = match.index + 1;
      continue;
    }
    const url = /^www\./i.test(address) ? `http://${address}` : address;
    const free = before === undefined ? freeBefore : /[\s(]/.test(before);
    const closed = /^[.,;:!?)]*\s/.test(after) || (freeAfter && /^[.,;:!?)]*$/.test(after));
    if ((isPlain(url) && (url !== address || (free && closed))) || !URL.canParse(url)) continue;
    if (match.index > end) parts.push({ type: 'text', value: value.slice(end, match.index) });
    parts.push({ type: 'link', url, children: [{ type: 'text', value: address }] });
    end = match.index + address.length;
  }
  if (end < value.length) parts.push({ type: 'text', value: value.slice(end) });
  return parts;
}

function withoutEnd(address: string): string {
  let end = address.length;
  while (end > 0 && NOT_AT_THE_END.has(address.charAt(end - 1))) end -= 1;
  return address.slice(0, end);
}
