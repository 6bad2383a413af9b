import type { Database } from './client.ts';

/**
 * Executes a statement that Postgres is not to compile, and gives its rows. Where tables have many partitions, the sum of their
 * costs is so high that it would compile hundreds of expressions first, for seconds, however few rows there are to read.
 */
export async function withoutJit(
  { sql }: Database,
  statement: string,
  params: readonly unknown[],
): Promise<Record<string, unknown>[]> {
  const [, rows = []] = await sql.transaction([
    sql.query(`SELECT set_config('jit', 'off', true)`),
    sql.query(statement, [...params]),
  ]);
  return rows;
}
