/** mdast → Markdown: the blocks. What stands within a line is in `write-line.ts`. */
import type {
  BlockContent,
  Code,
  FootnoteDefinition,
  Heading,
  List,
  ListItem,
  Paragraph,
  Root,
  RootContent,
  Table,
} from 'mdast';
import { writeLine } from './write-line.ts';

/**
 * Writes a tree that `tidy` has been over.
 *
 * @returns Markdown without a line end at its end
 * @example
 * write(tidy({ type: 'root', children: [{ type: 'thematicBreak' }] })); // '---'
 */
export function write(root: Root): string {
  const page: Page = { lines: [], opening: undefined };
  writeBlocks(root.children, '', page);
  return page.lines.join('\n').trimEnd();
}

interface Page {
  readonly lines: string[];
  /** What the next line starts with in place of its indentation: the mark of a list item or a note. */
  opening: string | undefined;
}

type Block = RootContent | BlockContent | ListItem;

/** @param indent what every line starts with: the marks of the quotes and the room of the items around it */
function writeBlocks(blocks: readonly Block[], indent: string, page: Page, isTight = false): void {
  let previous: Block | undefined;
  let bullet = '';
  for (const block of blocks) {
    if (previous !== undefined && !isTight) page.lines.push(indent.trimEnd());
    if (block.type === 'list') {
      bullet = bulletOf(block, previous?.type === 'list' ? bullet : '');
      writeList(block, bullet, indent, page);
    } else {
      writeBlock(block, indent, page);
    }
    previous = block;
  }
}

function writeBlock(block: Block, indent: string, page: Page): void {
  if (block.type === 'blockquote') {
    if (page.opening !== undefined) page.opening += '> ';
    writeBlocks(block.children, `${indent}> `, page);
  } else if (block.type === 'footnoteDefinition') {
    writeNote(block, indent, page);
  } else {
    writeText(textOf(block), indent, page);
  }
}

/** What holds no other block. */
function textOf(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return writeLine(block.children);
    case 'heading':
      return headingText(block);
    case 'code':
      return codeText(block);
    case 'table':
      return tableText(block);
    default:
      // `tidy` leaves nothing else.
      return '---';
  }
}

/** Lines of one block. An empty line, in code, has no blanks at its end. */
function writeText(text: string, indent: string, page: Page): void {
  const start = page.opening ?? indent;
  page.opening = undefined;
  if (indent === '' && start === '') {
    page.lines.push(text);
    return;
  }
  const [first = '', ...rest] = text.split('\n');
  page.lines.push(start + first);
  for (const line of rest) page.lines.push(line === '' ? indent.trimEnd() : indent + line);
}

function headingText({ depth, children }: Heading): string {
  return `${'#'.repeat(depth)} ${writeLine(children, { before: ' ', inHeading: true })}`;
}

/** The fence is longer than every run of back ticks in the code. */
function codeText({ lang, value }: Code): string {
  let longest = 2;
  if (value.includes('```')) {
    for (const [run] of value.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  }
  const fence = '`'.repeat(longest + 1);
  return `${fence}${lang ?? ''}\n${value === '' ? '' : `${value}\n`}${fence}`;
}

const MOST_PADDED_COLUMNS = 100;
const DELIMITERS = { left: ':---', right: '---:', center: ':---:', none: '---' };

function tableText({ align, children }: Table): string {
  const columns = children.reduce((most, row) => Math.max(most, row.children.length), 0);
  const rows = children.map((row, index) => {
    const cells = row.children.map((cell) =>
      writeLine(cell.children, { before: ' ', after: ' ', inCell: true }),
    );
    // Only the head must be whole (GFM): short rows below one of thousands of cells would be written out in gigabytes.
    const whole = index === 0 || columns <= MOST_PADDED_COLUMNS ? columns : 0;
    while (cells.length < whole) cells.push('');
    return `|${cells.map((cell) => (cell === '' ? '  ' : ` ${cell} `)).join('|')}|`;
  });
  const rule = Array.from(
    { length: columns },
    (_, column) => DELIMITERS[align?.[column] ?? 'none'],
  );
  rows.splice(1, 0, `| ${rule.join(' | ')} |`);
  return rows.join('\n');
}

/** Numbered lists in a row are told apart by their marks; of the others `tidy` makes one. */
function bulletOf(list: List, before: string): string {
  if (list.ordered) return before === '.' ? ')' : '.';
  // "- ---" would be one long rule.
  return list.children.some(({ children }) => children[0]?.type === 'thematicBreak') ? '*' : '-';
}

function writeList(list: List, bullet: string, indent: string, page: Page): void {
  const start = list.start ?? 1;
  for (const [index, item] of list.children.entries()) {
    if (index > 0 && list.spread) page.lines.push(indent.trimEnd());
    const mark = list.ordered ? `${start + index}${bullet} ` : `${bullet} `;
    page.opening = (page.opening ?? indent) + mark;
    writeItem(item, indent + ' '.repeat(mark.length), page);
  }
}

function writeItem(item: ListItem, indent: string, page: Page): void {
  const [first, ...rest] = item.children;
  if (typeof item.checked !== 'boolean' || first?.type !== 'paragraph') {
    writeBlocks(item.children, indent, page, !item.spread);
    return;
  }
  writeText(taskText(first, item.checked), indent, page);
  if (rest.length > 0 && item.spread) page.lines.push(indent.trimEnd());
  writeBlocks(rest, indent, page, !item.spread);
}

function taskText({ children }: Paragraph, isDone: boolean): string {
  return `[${isDone ? 'x' : ' '}] ${writeLine(children, { before: ' ' })}`;
}

function writeNote(
  { label, identifier, children }: FootnoteDefinition,
  indent: string,
  page: Page,
) {
  page.opening = `${indent}[^${label ?? identifier}]: `;
  writeBlocks(children, `${indent}    `, page);
}
