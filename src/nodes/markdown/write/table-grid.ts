import type { Element } from 'domhandler';
import type { WorkMeter } from '../../../engine/work-meter.ts';
import { attributeOf } from '../../html/select/attribute-of.ts';
import { NodeError } from '../../node-error.ts';
import type { Row } from './table-rows.ts';

/** A cell in the column in which it begins. Where another reaches over it there is no cell. */
type Placed = { readonly column: number; readonly cell: Element };

/** The rows that have cells, in order. */
export type Grid = {
  readonly rows: readonly (readonly Placed[])[];
  /** How many columns there are. The last cell of a row counts as one, however far it reaches. */
  readonly width: number;
  /** With how many columns a row is written at the least: Markdown takes cells that are missing at its end for empty ones. */
  readonly filled: number;
};

/** The most columns and rows that browsers let a cell have. */
const MAX_COLUMNS = 1000;
const MAX_ROWS = 65_534;

/** How many columns a table may have. */
const MAX_WIDTH = 10_000;

/** How many places one step passes. */
const PLACES_PER_STEP = 4;

/** What it costs to write a place without a cell, in steps. */
const STEPS_PER_EMPTY = 4;

/** Rows are filled up if the table has few places, or its cells take up a good part of them. */
const FEW_PLACES = 10_000;
const PLACES_PER_CELL = 16;

/**
 * Lays out the cells of a table, so that each stands in its column, whatever reaches over columns and rows. Pays for each place
 * that will be written. Throws `NodeError` `html.too_many_columns`.
 */
export function tableGrid(rows: readonly Row[], work: WorkMeter): Grid {
  const rowsLeft = rowsLeftOf(rows);
  const taken: number[] = [];
  const laid = rows
    .map(({ cells }, place) => layRow(cells, { taken, rowsLeft: rowsLeft[place] ?? 1, work }))
    .filter((row) => row.length > 0);
  const width = laid.reduce((most, row) => Math.max(most, endOf(row)), 0);
  const cells = laid.reduce((sum, row) => sum + row.length, 0);
  const filled = width * laid.length <= FEW_PLACES + PLACES_PER_CELL * cells ? width : 0;
  const missing = laid.reduce((sum, row) => sum + Math.max(0, filled - endOf(row)), 0);
  work.spend(STEPS_PER_EMPTY * (2 * width + missing));
  return { rows: laid, width, filled };
}

function endOf(row: readonly Placed[]): number {
  return (row.at(-1)?.column ?? -1) + 1;
}

/** How many rows there are from each row to the end of its section, itself among them. */
function rowsLeftOf(rows: readonly Row[]): number[] {
  const left: number[] = [];
  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const isLast = rows[place]?.section !== rows[place + 1]?.section;
    left[place] = isLast ? 1 : (left[place + 1] ?? 0) + 1;
  }
  return left;
}

type Laying = {
  /** How many more rows each column is taken for, by cells of the rows above. */
  readonly taken: number[];
  readonly rowsLeft: number;
  readonly work: WorkMeter;
};

function layRow(cells: readonly Element[], { taken, rowsLeft, work }: Laying): readonly Placed[] {
  work.spend(taken.length / PLACES_PER_STEP);
  const before = taken.slice();
  for (const [column, rows] of taken.entries()) taken[column] = Math.max(0, rows - 1);
  const row: Placed[] = [];
  let column = 0;
  for (const cell of cells) {
    while ((before[column] ?? 0) > 0) column += 1;
    if (column >= MAX_WIDTH) throw tooWide();
    work.spend(STEPS_PER_EMPTY * (column - endOf(row)));
    row.push({ column, cell });
    const end = column + spanOf(cell, 'colspan', MAX_COLUMNS);
    work.spend((end - column) / PLACES_PER_STEP);
    takeColumns(taken, { from: column, end, rows: Math.min(rowSpanOf(cell, rowsLeft), rowsLeft) - 1 });
    column = end;
  }
  return row;
}

function tooWide(): NodeError {
  return new NodeError('html.too_many_columns', `A table of the HTML has over ${MAX_WIDTH} columns`);
}

type Area = { readonly from: number; readonly end: number; readonly rows: number };

function takeColumns(taken: number[], { from, end, rows }: Area): void {
  if (rows === 0) return;
  while (taken.length < from) taken.push(0);
  for (let column = from; column < end; column += 1) taken[column] = Math.max(taken[column] ?? 0, rows);
}

function spanOf(cell: Element, name: 'colspan' | 'rowspan', most: number): number {
  const span = Number.parseInt(attributeOf(cell, name) ?? '1', 10);
  return span > 0 ? Math.min(span, most) : 1;
}

/** A cell with `rowspan="0"` reaches to the end. */
function rowSpanOf(cell: Element, rowsLeft: number): number {
  return attributeOf(cell, 'rowspan')?.trim() === '0' ? rowsLeft : spanOf(cell, 'rowspan', MAX_ROWS);
}
