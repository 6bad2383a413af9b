import type { Database } from '../../src/db/client.ts';

type CatalogColumn = { table: string; column: string; type: string; required: boolean; defaulted: boolean };

/** The tables that people write to: no partitions, and not the migration runner's own. */
const OWN_TABLES = `
  SELECT oid, relname FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
    AND relname <> 'schema_migrations'`;

export async function readColumns({ sql }: Database): Promise<CatalogColumn[]> {
  const rows = await sql.query(`
    SELECT t.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
      a.attnotnull AS required, a.atthasdef AS defaulted
    FROM (${OWN_TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped`);
  return rows.map((row) => ({
    table: String(row.table),
    column: String(row.column),
    type: String(row.type).replace('character varying', 'varchar').replace('timestamp with time zone', 'timestamptz'),
    required: row.required === true,
    defaulted: row.defaulted === true,
  }));
}

export async function readIndexNames({ sql }: Database): Promise<string[]> {
  const rows = await sql.query(`SELECT indexname FROM pg_indexes WHERE schemaname = 'public'`);
  return rows.map((row) => String(row.indexname));
}

/** `table.column: value value …` for each CHECK that lists values, sorted. */
export async function readChecks({ sql }: Database): Promise<string[]> {
  const rows = await sql.query(`
    SELECT t.relname || '.' || a.attname || ': ' || (
      SELECT string_agg(found[1], ' ' ORDER BY position)
      FROM regexp_matches(pg_get_constraintdef(c.oid), '''(\\w+)''', 'g') WITH ORDINALITY AS m(found, position)
    ) AS line
    FROM (${OWN_TABLES}) t
    JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'c' AND pg_get_constraintdef(c.oid) LIKE '%''%'
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]`);
  return rows.map((row) => String(row.line)).sort();
}

/** `table.column → table on delete …` for each foreign key, sorted. */
export async function readForeignKeys({ sql }: Database): Promise<string[]> {
  const rows = await sql.query(`
    SELECT t.relname || '.' || a.attname || ' → ' || c.confrelid::regclass || ' on delete ' ||
      CASE c.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'r' THEN 'restrict' ELSE 'other' END AS line
    FROM (${OWN_TABLES}) t
    JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f'
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]`);
  return rows.map((row) => String(row.line)).sort();
}
