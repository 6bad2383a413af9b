import type { Element } from 'domhandler';
import type { WorkMeter } from '../../../engine/work-meter.ts';
import { attributeOf } from '../../html/select/attribute-of.ts';
import type { Row } from './table-rows.ts';

/** The cell that begins at each place, or nothing where one reaches over it. */
export type Grid = readonly (readonly (Element | null)[])[];

/** The most columns and rows that browsers let a cell have. */
const MAX_COLUMNS = 1000;
const MAX_ROWS = 65_534;

/** How many places one step passes. */
const PLACES_PER_STEP = 4;

/**
 * Lays out the cells of a table, so that each stands in its column, whatever reaches over columns and rows. All rows are of the
 * same length: that of the last cell that begins in any. Pays for each place.
 */
export function tableGrid(rows: readonly Row[], work: WorkMeter): Grid {
  const rowsLeft = rowsLeftOf(rows);
  const taken: number[] = [];
  const grid = rows.map(({ cells }, place) => layRow(cells, { taken, rowsLeft: rowsLeft[place] ?? 1, work }));
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0);
  work.spend((width * rows.length) / PLACES_PER_STEP);
  return grid.map((row) => [...row, ...Array.from({ length: width - row.length }, () => null)]);
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

function layRow(cells: readonly Element[], { taken, rowsLeft, work }: Laying): (Element | null)[] {
  work.spend(taken.length / PLACES_PER_STEP);
  const before = taken.slice();
  for (const [column, rows] of taken.entries()) taken[column] = Math.max(0, rows - 1);
  const row: (Element | null)[] = [];
  let column = 0;
  for (const cell of cells) {
    while ((before[column] ?? 0) > 0) column += 1;
    while (row.length < column) row.push(null);
    row.push(cell);
    const end = column + spanOf(cell, 'colspan', MAX_COLUMNS);
    work.spend((end - column) / PLACES_PER_STEP);
    takeColumns(taken, { from: column, end, rows: Math.min(rowSpanOf(cell, rowsLeft), rowsLeft) - 1 });
    column = end;
  }
  return row;
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
