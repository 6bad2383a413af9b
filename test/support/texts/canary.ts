import { testDatabase } from '../test-database.ts';

/** The tables of the database that have a row with this text in it, whatever the column. */
export async function tablesWith(text: string): Promise<readonly string[]> {
  const { sql } = testDatabase();
  const tables = await sql.query(`SELECT c.relname AS name FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname`);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await sql.query(`SELECT 1 FROM "${name}" t WHERE t::text LIKE '%' || $1 || '%' LIMIT 1`, [text]);
    if (rows.length > 0) found.push(String(name));
  }
  return found;
}
