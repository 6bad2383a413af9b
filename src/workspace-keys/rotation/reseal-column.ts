import { z } from 'zod';
import type { Query } from '../workspace-keys.repository.ts';
import type { SealedColumn } from './sealed-columns.ts';

const rowsSchema = z.array(z.object({ id: z.string(), sealed: z.string() }));

type Row = z.infer<typeof rowsSchema>[number];

/** How many rows are read at once. */
const BATCH = 100;

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Which rows of a column are sealed anew, and how. */
export type Resealing = {
  /** The workspace whose rows these are; `null`: the column belongs to no workspace. */
  readonly workspaceId: string | null;
  /** What the rows begin with that are as they should be. */
  readonly fresh: string;
  /** Opens a text, and seals it again for the same purpose. */
  readonly reseal: (sealed: string, purpose: string) => Promise<string>;
};

export type Resealed = {
  readonly count: number;
  /** Rows that did not open, such as `credentials.data 0190…`. They stay as they are. */
  readonly unreadable: readonly string[];
};

export const NOTHING_RESEALED: Resealed = { count: 0, unreadable: [] };

export function addResealed(one: Resealed, other: Resealed): Resealed {
  return { count: one.count + other.count, unreadable: [...one.unreadable, ...other.unreadable] };
}

async function readStale(
  query: Query,
  { table, column, sealedIf = 'true' }: SealedColumn,
  { workspaceId, fresh, after }: Resealing & { readonly after: string },
): Promise<Row[]> {
  const within = workspaceId === null ? '$3::uuid IS NULL' : 'workspace_id = $3::uuid';
  const text = `SELECT id::text AS id, ${column} AS sealed FROM ${table}
WHERE id > $1::uuid AND ${within} AND ${sealedIf} AND NOT starts_with(${column}, $2) ORDER BY id LIMIT ${BATCH}`;
  return rowsSchema.parse(await query(text, [after, fresh, workspaceId]));
}

/** Replaces only what was read: somebody who stores another secret meanwhile wins. */
async function resealRow(
  query: Query,
  { table, column, purpose }: SealedColumn,
  { row, resealing }: { readonly row: Row; readonly resealing: Resealing },
): Promise<Resealed> {
  const fresh = await resealing.reseal(row.sealed, purpose(row.id)).catch(() => null);
  if (fresh === null) return { count: 0, unreadable: [`${table}.${column} ${row.id}`] };
  const text = `UPDATE ${table} SET ${column} = $3 WHERE id = $1::uuid AND ${column} = $2 RETURNING id`;
  return { count: (await query(text, [row.id, row.sealed, fresh])).length, unreadable: [] };
}

/** Seals the stale rows of a column anew, some at a time. May be broken off and begun again at any point. */
export async function resealColumn(query: Query, at: SealedColumn, resealing: Resealing): Promise<Resealed> {
  let done = NOTHING_RESEALED;
  let after = BEFORE_ALL;
  for (;;) {
    const rows = await readStale(query, at, { ...resealing, after });
    for (const row of rows) done = addResealed(done, await resealRow(query, at, { row, resealing }));
    if (rows.length < BATCH) return done;
    after = rows.at(-1)?.id ?? after;
  }
}
