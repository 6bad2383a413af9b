import type { Element } from 'domhandler';
import { attributeOf } from '../../html/select/attribute-of.ts';
import { type Flow, visitAll } from './flow.ts';
import { type Grid, tableGrid } from './table-grid.ts';
import { type Row, tableParts } from './table-rows.ts';
import type { Writer } from './writer.ts';

const ALIGNED = { left: ':--', right: '--:', center: ':-:' } as const;
const TEXT_ALIGN = /text-align\s*:\s*(left|right|center)/i;
const PIPES = /\|/g;

/** Whether a table only puts things in their place: it says so, or it has one column and holds another table, or has no cells. */
export function isLayout({ outerTables }: Writer, table: Element): boolean {
  const role = attributeOf(table, 'role')?.trim().toLowerCase();
  if (role === 'presentation' || role === 'none') return true;
  const { rows } = tableParts(table);
  if (rows.every(({ cells }) => cells.length === 0)) return true;
  return outerTables.has(table) && rows.every(({ cells }) => cells.length <= 1);
}

/** Writes a table, after what stands in it outside of its cells. One without a head gets an empty one, as Markdown wants it. */
export function writeTable(flow: Flow, table: Element): void {
  const { others, rows } = tableParts(table);
  visitAll(flow, others);
  flow.endBlock(flow);
  const grid = tableGrid(rows, flow.writer.work).filter((_row, place) => rows[place]?.cells.length !== 0);
  const texts = grid.map((row) => row.map((cell) => (cell === null ? '' : cellText(flow, cell))));
  const [first = [], ...body] = texts;
  const hasHead = isHead(rows.find(({ cells }) => cells.length > 0));
  const head = hasHead ? first : first.map(() => '');
  const lines = [head, bordersOf(grid), ...(hasHead ? body : texts)].map((row) => `| ${row.join(' | ')} |`);
  flow.blocks.push({ kind: 'table', lines });
}

function isHead(row: Row | undefined): boolean {
  return row !== undefined && (row.section.name === 'thead' || row.cells.every(({ name }) => name === 'th'));
}

/** A pipe in a cell would end it, in code too. */
function cellText({ writer, wraps }: Flow, { children }: Element): string {
  return writer.line(children, [...wraps]).replace(PIPES, '\\|');
}

function bordersOf(grid: Grid): string[] {
  return (grid[0] ?? []).map((cell) => (cell === null ? '---' : (alignmentOf(cell) ?? '---')));
}

function alignmentOf(cell: Element): string | undefined {
  const style = TEXT_ALIGN.exec(attributeOf(cell, 'style') ?? '')?.[1];
  switch ((style ?? attributeOf(cell, 'align') ?? '').toLowerCase()) {
    case 'left':
      return ALIGNED.left;
    case 'right':
      return ALIGNED.right;
    case 'center':
      return ALIGNED.center;
    default:
      return undefined;
  }
}
