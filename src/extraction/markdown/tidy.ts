/**
 * Brings a tree into the one form that Markdown can hold: what would not come back from a parser as it went in is moved
 * or left out here, so that the writer only writes.
 */
import type { BlockContent, List, ListItem, Nodes, Root, RootContent, TableRow } from 'mdast';
import { tidyLine, tidyPhrasing } from './tidy-phrasing.ts';

export function tidy(root: Root): Root {
  return { type: 'root', children: tidyFlow(root.children) };
}

function tidyFlow<Content extends RootContent | BlockContent>(
  nodes: readonly Content[],
): Content[] {
  const tidied: Content[] = [];
  for (const node of nodes) {
    const clean = tidyBlock(node);
    if (clean === undefined) continue;
    const before = tidied.at(-1);
    // Two lists in a row would need different bullets to stay apart: nobody sees the difference.
    if (before?.type === 'list' && clean.type === 'list' && continues(before, clean)) {
      for (const item of clean.children) before.children.push(item);
      before.spread = before.spread === true || clean.spread === true;
    } else {
      tidied.push(clean as Content);
    }
  }
  return tidied;
}

function continues(before: List, after: List): boolean {
  if (before.ordered !== after.ordered) return false;
  return !before.ordered || (after.start ?? 1) === (before.start ?? 1) + before.children.length;
}

function tidyBlock(node: RootContent): RootContent | undefined {
  switch (node.type) {
    case 'paragraph': {
      const children = tidyPhrasing(node.children);
      return children.length > 0 ? { type: 'paragraph', children } : undefined;
    }
    case 'heading': {
      const children = tidyLine(node.children);
      return children.length > 0 ? { type: 'heading', depth: node.depth, children } : undefined;
    }
    case 'blockquote': {
      const children = tidyFlow(node.children);
      return children.length > 0 ? { type: 'blockquote', children } : undefined;
    }
    case 'footnoteDefinition': {
      const children = tidyFlow(node.children);
      return children.length > 0 ? { ...node, children } : undefined;
    }
    case 'list':
      return tidyList(node);
    case 'table': {
      const rows = node.children.map(tidyRow);
      const isEmpty = rows.every((row) => row.children.every((cell) => cell.children.length === 0));
      return isEmpty ? undefined : { type: 'table', align: node.align ?? [], children: rows };
    }
    case 'code':
      return { type: 'code', lang: node.lang?.split(/\s/)[0] || null, value: node.value };
    case 'thematicBreak':
      return { type: 'thematicBreak' };
    default:
      // Raw HTML and link definitions are not written; a stray phrase gets its paragraph from the mapping.
      return undefined;
  }
}

function tidyRow(row: TableRow): TableRow {
  return {
    type: 'tableRow',
    children: row.children.map((cell) => ({
      type: 'tableCell',
      children: tidyLine(cell.children),
    })),
  };
}

function tidyList(node: List): List | undefined {
  const items: ListItem[] = [];
  for (const item of node.children) {
    const children = tidyFlow(item.children);
    if (children.length === 0) continue;
    const clean: ListItem = { type: 'listItem', spread: false, children };
    // A box stands before the text of the first paragraph.
    if (typeof item.checked === 'boolean' && children[0]?.type === 'paragraph')
      clean.checked = item.checked;
    items.push(clean);
  }
  if (items.length === 0) return undefined;
  const list: List = {
    type: 'list',
    ordered: node.ordered ?? false,
    spread: false,
    children: items,
  };
  if (list.ordered) list.start = node.start ?? 1;
  spread(list);
  return list;
}

/** Tight as long as no item holds more than a paragraph and lists that may follow it without a blank line. */
function spread(list: List): void {
  for (const item of list.children) item.spread = !isTight(item.children);
  list.spread = list.children.some((item) => item.spread);
}

function isTight(children: readonly (BlockContent | Nodes)[]): boolean {
  return children.every((child, index) => {
    if (index === 0) return child.type === 'paragraph' || children.length === 1;
    return child.type === 'list' && (!child.ordered || child.start === 1);
  });
}
