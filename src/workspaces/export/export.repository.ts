import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import type { ExportedTable } from './exported-tables.ts';

/** Rows of one page, and how much JSON it is at most, in bytes, unless one row alone is more. */
const PAGE_ROWS = 100;
const PAGE_BYTES = 4_000_000;

/** `lines`: rows as JSON, with all digits of their numbers. `after`: the key of the last one. */
type ExportedPage = { readonly lines: readonly string[]; readonly after: readonly string[] };

export type ExportRepository = {
  /** The rows of an owner after a key; `null`: from the start. */
  page(table: ExportedTable, owner: string, after: readonly string[] | null): Promise<ExportedPage | null>;
};

const pageRows = z.array(z.object({ line: z.string(), key: z.array(z.string()) }));

/** Where the next page starts. The keys come as texts, and are compared as what they are. */
function behind({ key }: ExportedTable): string {
  const columns = key.map(({ column }) => column).join(', ');
  return `(${columns}) > (${key.map(({ type }, index) => `$${index + 2}::${type}`).join(', ')})`;
}

/** Everything in it comes from the tables' own definitions, and nothing from a caller. */
function statement(table: ExportedTable, first: boolean): string {
  const keys = table.key.map(({ column }) => column);
  const columns = table.columns.map((column) => `t.${column}`).join(', ');
  return `SELECT line, key FROM (
  SELECT q.*, row_number() OVER (ORDER BY n) AS place, sum(octet_length(line)) OVER (ORDER BY n) AS total FROM (
    SELECT row_number() OVER (ORDER BY ${keys.join(', ')}) AS n, json_build_array(${keys.map((key) => `${key}::text`).join(', ')}) AS key,
      (SELECT row_to_json(r)::text FROM (SELECT ${columns}) r) AS line
    FROM ${table.from} WHERE ${table.owned}${first ? '' : ` AND ${behind(table)}`}
    ORDER BY ${keys.join(', ')} LIMIT ${PAGE_ROWS}
  ) q
) p WHERE place = 1 OR total <= ${PAGE_BYTES} ORDER BY place`;
}

export function createExportRepository(db: PeopleDatabase): ExportRepository {
  return {
    page: async (table, owner, after) => {
      const rows = pageRows.parse(await db.sql.query(statement(table, after === null), [owner, ...(after ?? [])]));
      const last = rows.at(-1);
      return last === undefined ? null : { lines: rows.map(({ line }) => line), after: last.key };
    },
  };
}
