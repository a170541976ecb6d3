/** Lists: nested, numbered from any number, with check boxes; and lists of definitions. */
import type { AnyNode, Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { BlockContent, List, ListItem } from 'mdast';
import { childElements, findElement } from './elements.ts';
import { append, type Mapping } from './mapping.ts';

export function list(element: Element, mapping: Mapping): List | undefined {
  const items: ListItem[] = [];
  for (const child of element.children) {
    if (isTag(child) && child.name === 'li') {
      if (!mapping.leftOut.has(child)) items.push(listItem(child, mapping));
      continue;
    }
    // A list straight inside a list, as old editors write it, belongs to the item before.
    const stray = mapping.flow([child]);
    if (stray.length === 0) continue;
    const previous = items.at(-1);
    if (previous === undefined) items.push({ type: 'listItem', spread: false, children: stray });
    else append(previous.children, stray);
  }
  const filled = items.filter(({ children }) => children.length > 0);
  if (filled.length === 0) return undefined;
  const ordered = element.name === 'ol';
  return {
    type: 'list',
    ordered,
    start: ordered ? startOf(element) : null,
    spread: false,
    children: filled,
  };
}

function listItem(element: Element, mapping: Mapping): ListItem {
  const children = mapping.flow(element.children);
  const item: ListItem = { type: 'listItem', spread: false, children };
  const done = taskState(element);
  if (done !== undefined) item.checked = done;
  return item;
}

/** Is the task in the item done? `undefined` when it is none: a check box comes first, with a label around it or not. */
function taskState(item: Element): boolean | undefined {
  const first = item.children.find(
    (child) => isTag(child) || (child.type === 'text' && child.data.trim() !== ''),
  );
  if (first === undefined || !isTag(first)) return undefined;
  const box = findElement(first, isCheckBox, 4);
  if (box === undefined) return undefined;
  return 'checked' in box.attribs || box.attribs['aria-checked'] === 'true';
}

function isCheckBox({ name, attribs }: Element): boolean {
  return (name === 'input' && attribs.type === 'checkbox') || attribs.role === 'checkbox';
}

function startOf(element: Element): number {
  const [first] = childElements(element);
  const start = Number.parseInt(element.attribs.start ?? first?.attribs.value ?? '1', 10);
  return start >= 0 && start < 1e9 ? start : 1;
}

/** `<dl>`: each term a paragraph in bold, its explanation below it. */
export function definitions(element: Element, mapping: Mapping): BlockContent[] {
  const blocks: BlockContent[] = [];
  let run: AnyNode[] = [];
  const flush = () => {
    append(blocks, mapping.flow(run));
    run = [];
  };
  for (const child of element.children) {
    if (isTag(child) && child.name === 'dt') {
      flush();
      for (const block of mapping.flow(child.children)) {
        if (block.type === 'paragraph')
          block.children = [{ type: 'strong', children: block.children }];
        blocks.push(block);
      }
    } else if (isTag(child) && child.name === 'dd') {
      flush();
      append(blocks, mapping.flow(child.children));
    } else if (
      isTag(child) &&
      child.name === 'div' &&
      childElements(child).some(({ name }) => name === 'dt')
    ) {
      flush();
      append(blocks, definitions(child, mapping));
    } else {
      run.push(child);
    }
  }
  flush();
  return blocks;
}
