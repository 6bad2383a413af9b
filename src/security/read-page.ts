import { z } from 'zod';
import type { JsonObject } from '../shared/json/json.ts';
import { type Page, toPage } from '../shared/pagination.ts';
import type { CursorPosition, Cursors } from './cursor.ts';

/** Which page of which list. `filter` names the list and all that it is restricted to; a cursor fits no other. */
export type PageRequest = {
  readonly filter: JsonObject;
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly now: number;
};

/** A list in its order: its rows after a position (`null`: from the start), and the position of a row. */
export type PagedList<Row> = {
  after(position: CursorPosition | null, limit: number): Promise<readonly Row[]>;
  positionOf(row: Row): CursorPosition;
};

/** Reads one page, and one row more to see whether another follows. Throws `AppError` 400 `cursor.invalid` or `cursor.expired`. */
export async function readPage<Row>(cursors: Cursors, request: PageRequest, list: PagedList<Row>): Promise<Page<Row>> {
  const { filter, cursor, limit, now } = request;
  const position = cursor === undefined ? null : cursors.decode(cursor, filter, now);
  const rows = await list.after(position, limit + 1);
  return toPage(rows, limit, (row) => cursors.encode(list.positionOf(row), filter, now));
}

const idPosition = z.tuple([z.uuid()]);

/** The same of a list whose order is that of its ids: `after` gives the rows after the one with an id (`null`: from the start). */
export function readPageById<Row extends { readonly id: string }>(
  cursors: Cursors,
  request: PageRequest,
  after: (id: string | null, limit: number) => Promise<readonly Row[]>,
): Promise<Page<Row>> {
  return readPage(cursors, request, {
    after: (position, limit) => after(position === null ? null : idPosition.parse(position)[0], limit),
    positionOf: ({ id }) => [id],
  });
}
