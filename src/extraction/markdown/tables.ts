/** Tables of data become GFM tables; tables that only lay out a page are unwrapped. */
import type { Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { AlignType, BlockContent, PhrasingContent, Table, TableCell, TableRow } from 'mdast';
import { codeTable } from './code.ts';
import { childElements, findElement } from './elements.ts';
import type { Mapping } from './mapping.ts';

/** Most columns that a row is padded or spanned to: `colspan` is a number of the page's choice. */
const MOST_COLUMNS = 60;
const MOST_ROWS_SPANNED = 500;

export function table(element: Element, mapping: Mapping): BlockContent[] {
  const code = codeTable(element);
  if (code !== undefined) return [code];
  const rows = rowsOf(element);
  if (rows.length === 0) return mapping.flow(element.children);
  if (isLayout(element, rows))
    return rows.flatMap((row) => cellsOf(row).flatMap((cell) => mapping.flow(cell.children)));
  const grid = gridOf(rows, mapping);
  const caption = childElements(element).find(({ name }) => name === 'caption');
  const blocks: BlockContent[] =
    caption === undefined
      ? []
      : [{ type: 'paragraph', children: mapping.phrasing(caption.children) }];
  const columns = Math.max(...grid.map((row) => row.length), 0);
  if (columns === 0) return blocks;
  const [first] = rows;
  const headed = first !== undefined && isHead(first);
  const head = headed ? (grid[0] ?? []) : [];
  const body = headed ? grid.slice(1) : grid;
  const children = [head, ...body].map((cells) => rowNode(cells, columns));
  const node: Table = { type: 'table', align: alignOf(rows, columns), children };
  blocks.push(node);
  return blocks;
}

function rowsOf(element: Element): Element[] {
  const rows: Element[] = [];
  for (const child of childElements(element)) {
    if (child.name === 'tr') rows.push(child);
    else if (child.name === 'thead')
      rows.unshift(
        ...childElements(child)
          .filter(({ name }) => name === 'tr')
          .slice(0, 1_000),
      );
    else if (child.name === 'tbody' || child.name === 'tfoot') pushRows(rows, childElements(child));
  }
  return rows;
}

function pushRows(rows: Element[], more: readonly Element[]): void {
  for (const row of more) if (row.name === 'tr') rows.push(row);
}

function cellsOf(row: Element): Element[] {
  return childElements(row).filter(({ name }) => name === 'td' || name === 'th');
}

function isHead(row: Element): boolean {
  const { parent } = row;
  if (parent !== null && isTag(parent) && parent.name === 'thead') return true;
  const cells = cellsOf(row);
  return cells.length > 0 && cells.every(({ name }) => name === 'th');
}

const NOT_IN_A_CELL = new Set([
  'table',
  'pre',
  'blockquote',
  'h1',
  'h2',
  'h3',
  'figure',
  'article',
  'section',
  'hr',
]);

/** One column, one row, or cells that hold what no cell of data holds. */
function isLayout(element: Element, rows: readonly Element[]): boolean {
  if (/^(?:presentation|none)$/.test(element.attribs.role ?? '')) return true;
  const widest = Math.max(...rows.slice(0, 50).map((row) => cellsOf(row).length), 0);
  if (
    widest <= 1 ||
    (rows.length <= 1 && findElement(element, ({ name }) => name === 'th', 200) === undefined)
  )
    return true;
  return rows.some((row) =>
    cellsOf(row).some(
      (cell) => findElement(cell, ({ name }) => NOT_IN_A_CELL.has(name), 200) !== undefined,
    ),
  );
}

/** Cells by row and column; what spans several stands in the first of them. */
function gridOf(rows: readonly Element[], mapping: Mapping): PhrasingContent[][][] {
  const grid: PhrasingContent[][][] = [];
  const reserved = new Map<number, number>();
  for (const row of rows) {
    const cells: PhrasingContent[][] = [];
    const fill = () => {
      for (
        let left = reserved.get(cells.length) ?? 0;
        left > 0 && cells.length < MOST_COLUMNS;
        left = reserved.get(cells.length) ?? 0
      ) {
        reserved.set(cells.length, left - 1);
        cells.push([]);
      }
    };
    for (const cell of cellsOf(row)) {
      fill();
      const down = span(cell.attribs.rowspan, MOST_ROWS_SPANNED);
      const across = span(
        cell.attribs.colspan,
        MOST_COLUMNS - Math.min(cells.length, MOST_COLUMNS - 1),
      );
      for (let column = 0; column < across; column += 1) {
        if (down > 1) reserved.set(cells.length, down - 1);
        cells.push(column === 0 ? mapping.phrasing(cell.children) : []);
      }
    }
    fill();
    if (cells.length > 0) grid.push(cells);
  }
  return grid;
}

function span(value: string | undefined, most: number): number {
  const number = Number.parseInt(value ?? '1', 10);
  return number >= 1 ? Math.min(number, most) : 1;
}

function rowNode(cells: readonly PhrasingContent[][], columns: number): TableRow {
  const children: TableCell[] = [];
  for (
    let column = 0;
    column < Math.min(columns, Math.max(cells.length, MOST_COLUMNS));
    column += 1
  ) {
    children.push({ type: 'tableCell', children: cells[column] ?? [] });
  }
  return { type: 'tableRow', children };
}

/** As the head says, else the last row. */
function alignOf(rows: readonly Element[], columns: number): AlignType[] {
  const head = rows.slice(0, 1).flatMap(cellsOf);
  const last = rows.slice(-1).flatMap(cellsOf);
  return Array.from(
    { length: columns },
    (_, column) => sideOf(head[column]) ?? sideOf(last[column]),
  );
}

function sideOf(cell: Element | undefined): AlignType {
  if (cell === undefined) return null;
  const { attribs } = cell;
  const said =
    attribs.align ??
    attribs['data-align'] ??
    /text-align\s*:\s*(\w+)/.exec(attribs.style ?? '')?.[1];
  return said === 'left' || said === 'right' || said === 'center' ? said : null;
}
