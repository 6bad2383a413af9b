import type { SystemDatabase } from '../../db/client.ts';

const PAST = `SELECT to_char(m.month, 'YYYY-MM-DD') AS month FROM (
  SELECT to_date(right(c.relname, 7), 'YYYY_MM') AS month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'executions'::regclass AND c.relname ~ '^executions_[0-9]{4}_[0-9]{2}$'
) AS m WHERE m.month < date_trunc('month', now() AT TIME ZONE 'UTC') ORDER BY m.month`;

/** The months (their first day, UTC) before the present one that have partitions of their own, the oldest first. */
export async function pastMonths(db: SystemDatabase): Promise<readonly string[]> {
  const rows = await db.sql.query(PAST);
  return rows.map(({ month }) => String(month));
}
