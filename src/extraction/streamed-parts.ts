/** Parts of a page that its server sent late, after everything else, for a script to put into their places. */
import type { CheerioAPI } from 'cheerio/slim';
import { type AnyNode, type Element, isTag } from 'domhandler';

/** Templates further down are left alone: no page nests like this, and whoever walks the tree shall not sink in it. */
const DEEPEST = 200;

/**
 * Puts the parts that React streams in hidden elements at the end (`<div hidden id="S:5">`) where it has left a template for
 * them (`<template id="B:5">`, or `P:5`): GitBook sends its code blocks like this. Changes the tree. Every part has one place
 * and is walked once, there: linear, and no part ends up within itself.
 */
export function placeStreamedParts($: CheerioAPI): void {
  const root = $.root().children()[0];
  if (root === undefined) return;
  const parts = new Map<string, Element>();
  walk(root, (element) => {
    const { id, hidden } = element.attribs;
    if (hidden !== undefined && id?.startsWith('S:')) parts.set(id.slice(2), element);
    return true;
  });
  if (parts.size === 0) return;
  const unplaced = new Set(parts.values());
  walk(root, (element, depth) => {
    if (unplaced.has(element)) return false;
    if (element.name !== 'template' || depth > DEEPEST) return true;
    const part = parts.get(PLACE.exec(element.attribs.id ?? '')?.[1] ?? '');
    if (part !== undefined && unplaced.delete(part)) moveChildren(part, element);
    return true;
  });
}

const PLACE = /^[BP]:([\da-f]+)$/;

/** The template becomes an element that is shown. */
function moveChildren(from: Element, to: Element): void {
  to.name = 'div';
  to.attribs = {};
  to.children = from.children;
  for (const child of to.children) child.parent = to;
  from.children = [];
}

/** @param enter is what is below this element to be walked? */
function walk(root: Element, enter: (element: Element, depth: number) => boolean): void {
  let depth = 0;
  let node: AnyNode | null = root;
  while (node !== null) {
    const isOpen: boolean = isTag(node) && enter(node, depth);
    const first: AnyNode | null = isOpen && isTag(node) ? node.firstChild : null;
    if (first !== null) {
      node = first;
      depth += 1;
      continue;
    }
    while (node !== null && node !== root && node.next === null) {
      node = node.parent;
      depth -= 1;
    }
    node = node === null || node === root ? null : node.next;
  }
}
