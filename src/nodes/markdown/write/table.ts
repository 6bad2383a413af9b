import type { Element } from 'domhandler';
import { attributeOf } from '../../html/select/attribute-of.ts';
import { type Flow, visitAll } from './flow.ts';
import { type Grid, tableGrid } from './table-grid.ts';
import type { Row, TableParts } from './table-rows.ts';
import type { Writer } from './writer.ts';

const ALIGNED = { left: ':--', right: '--:', center: ':-:' } as const;
const PLAIN_BORDER = '---';
const EMPTY = '';
const TEXT_ALIGN = /text-align\s*:\s*(left|right|center)/i;
const PIPES = /\|/g;

/** Whether a table only puts things in their place: it says so, or it has one column and holds another table, or has no cells. */
export function isLayout({ outerTables }: Writer, table: Element, { rows }: TableParts): boolean {
  const role = attributeOf(table, 'role')?.trim().toLowerCase();
  if (role === 'presentation' || role === 'none') return true;
  if (rows.every(({ cells }) => cells.length === 0)) return true;
  return outerTables.has(table) && rows.every(({ cells }) => cells.length <= 1);
}

/** Writes a table, after what stands in it outside of its cells. One without a head gets an empty one, as Markdown wants it. */
export function writeTable(flow: Flow, { others, rows }: TableParts): void {
  visitAll(flow, others);
  flow.endBlock(flow);
  const grid = tableGrid(rows, flow.writer.work);
  const texts = grid.rows.map((row) => row.map(({ column, cell }) => ({ column, text: cellText(flow, cell) })));
  const [first = [], ...body] = texts;
  const hasHead = isHead(rows.find(({ cells }) => cells.length > 0));
  const head = writeRow(hasHead ? first : [], grid.width, EMPTY);
  const border = writeRow(bordersOf(grid), grid.width, PLAIN_BORDER);
  const lines = (hasHead ? body : texts).map((row) => writeRow(row, grid.filled, EMPTY));
  flow.blocks.push({ kind: 'table', lines: [head, border, ...lines] });
}

type Text = { readonly column: number; readonly text: string };

/** Writes a row of this width at the least, with the same text at each place that has none. */
function writeRow(texts: readonly Text[], width: number, other: string): string {
  let line = '';
  let end = 0;
  for (const { column, text } of texts) {
    line += `${writePlace(other).repeat(column - end)}${writePlace(text)}`;
    end = column + 1;
  }
  return `${line}${writePlace(other).repeat(Math.max(0, width - end))}|`;
}

function writePlace(text: string): string {
  return `| ${text} `;
}

function isHead(row: Row | undefined): boolean {
  return row !== undefined && (row.section.name === 'thead' || row.cells.every(({ name }) => name === 'th'));
}

/** A pipe in a cell would end it, in code too. */
function cellText({ writer, wraps }: Flow, { children }: Element): string {
  return writer.line(children, [...wraps]).replace(PIPES, '\\|');
}

function bordersOf({ rows }: Grid): Text[] {
  return (rows[0] ?? []).map(({ column, cell }) => ({ column, text: alignmentOf(cell) }));
}

function alignmentOf(cell: Element): string {
  const style = TEXT_ALIGN.exec(attributeOf(cell, 'style') ?? '')?.[1];
  switch ((style ?? attributeOf(cell, 'align') ?? '').toLowerCase()) {
    case 'left':
      return ALIGNED.left;
    case 'right':
      return ALIGNED.right;
    case 'center':
      return ALIGNED.center;
    default:
      return PLAIN_BORDER;
  }
}
