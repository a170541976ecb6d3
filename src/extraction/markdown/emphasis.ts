/** Emphasis that a parser reads as it is meant: its marks chosen, and given up where no marks help. */
import type { Link, PhrasingContent } from 'mdast';
import { firstOf, forms, isStarred, lastOf } from './delimiters.ts';
import { flanked, isAttention, type Progress } from './flanking.ts';

/** @param joined merges neighbours again where something was moved */
export function formed(
  nodes: PhrasingContent[],
  joined: (nodes: PhrasingContent[]) => PhrasingContent[],
): PhrasingContent[] {
  if (!hasAttention(nodes)) return nodes;
  const progress: Progress = { changed: false };
  let result = nodes;
  // Every step takes emphasis away; what is left after so many is seen in nonsense only.
  for (let time = 0; time < MOST_STEPS; time += 1) {
    progress.changed = false;
    result = flanked(result, progress);
    if (!progress.changed) result = marked(result, ' ', progress);
    if (!progress.changed) break;
    result = joined(result);
  }
  return result;
}

const MOST_STEPS = 8;

function hasAttention(nodes: readonly PhrasingContent[]): boolean {
  return nodes.some(
    (node) => isAttention(node) || (node.type === 'link' && hasAttention(node.children)),
  );
}

/**
 * Chooses stars, or underscores where marks that run together would be read otherwise; where neither helps, emphasis
 * that touches other emphasis is given up.
 *
 * @param outside what stands around the nodes
 */
function marked(
  nodes: readonly PhrasingContent[],
  outside: string,
  progress: Progress,
): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  for (let index = 0; index < nodes.length; ) {
    const node = nodes[index];
    if (node === undefined) break;
    // Neighbours in a row stand or fall together, and apart from all others: nothing of them is left open.
    const row: PhrasingContent[] = [node];
    while (isStarred(node) && isStarred(nodes[index + row.length]))
      row.push(nodes[index + row.length] as PhrasingContent);
    const before = edgeOf(nodes[index - 1], 'end', outside);
    index += row.length;
    const after = edgeOf(nodes[index], 'start', outside);
    for (const link of linksIn(row))
      link.children = marked(link.children, '[', progress) as Link['children'];
    const isDelete = node.type === 'delete';
    if (isDelete) node.children = marked(node.children, '~', progress);
    const isGivenUp = !isDelete && touches(row) && !choseMarks(row, before, after);
    if (isGivenUp) progress.changed = true;
    for (const one of isGivenUp ? apart(row) : row) result.push(one);
  }
  return result;
}

function edgeOf(node: PhrasingContent | undefined, side: 'start' | 'end', outside: string): string {
  if (node === undefined) return outside;
  if (node.type !== 'text') return node.type === 'break' && side === 'end' ? '\n' : '[';
  return side === 'start' ? firstOf(node.value) : lastOf(node.value);
}

function choseMarks(row: readonly PhrasingContent[], before: string, after: string): boolean {
  return (['none', 'emphasis', 'strong'] as const).some((underscored) => {
    chooseMarks(row, underscored);
    return forms(row, before, after);
  });
}

function linksIn(nodes: readonly PhrasingContent[]): Link[] {
  return nodes.flatMap((node) => {
    if (node.type === 'link') return [node];
    return isAttention(node) ? linksIn(node.children) : [];
  });
}

/** Do marks of emphasis stand beside those of other emphasis, inside or outside of it? */
function touches(nodes: readonly PhrasingContent[], isInside = false): boolean {
  return nodes.some(
    (node, index) =>
      (isStarred(node) && isBeside(nodes, index, isInside)) ||
      (isAttention(node) && touches(node.children, isStarred(node))),
  );
}

function isBeside(nodes: readonly PhrasingContent[], index: number, isInside: boolean): boolean {
  const isFirst = index === 0;
  const isLast = index === nodes.length - 1;
  return isStarred(nodes[index - 1]) || (isInside && (isFirst || isLast));
}

function chooseMarks(
  nodes: readonly PhrasingContent[],
  underscored: 'none' | 'emphasis' | 'strong',
  isInside = false,
): void {
  nodes.forEach((node, index) => {
    if (!isAttention(node)) return;
    if (node.type !== 'delete') {
      const isTouched = isBeside(nodes, index, isInside) || isStarred(nodes[index + 1]);
      if (isTouched && node.type === underscored) node.mark = '_';
      else delete node.mark;
    }
    chooseMarks(node.children, underscored, isStarred(node));
  });
}

/** Emphasis that stands beside other emphasis becomes what it holds. */
function apart(nodes: readonly PhrasingContent[], isInside = false): PhrasingContent[] {
  return nodes.flatMap((node, index): PhrasingContent[] => {
    if (!isAttention(node)) return [node];
    if (isStarred(node) && isBeside(nodes, index, isInside)) return node.children;
    return [{ type: node.type, children: apart(node.children, isStarred(node)) }];
  });
}
