import type { DatabaseAdapter } from '../database/adapter.ts';

/**
 * The table that has changed most for its size since it was last tidied, if any has changed enough. Only what has changed: a
 * month's table that is still empty must not be known as empty, or plans that read it from end to end outlive that.
 */
const MOST_CHANGED = `SELECT relid::regclass::text, CASE WHEN dead OR added THEN 'VACUUM (ANALYZE)' ELSE 'ANALYZE' END
FROM (
  SELECT relid, n_dead_tup > 1000 + 0.1 * n_live_tup AS dead, n_ins_since_vacuum > 10000 + 0.2 * n_live_tup AS added,
    n_mod_since_analyze > 500 + 0.1 * n_live_tup AS changed,
    (n_dead_tup + n_mod_since_analyze) / (n_live_tup + 1000.0) AS share
  FROM pg_stat_user_tables
) t
WHERE dead OR added OR changed ORDER BY share DESC LIMIT 1`;

/** Frees dead rows and takes fresh statistics where it is due: one table at a time, for nothing else runs meanwhile. */
export async function tidyMostChanged(database: DatabaseAdapter): Promise<void> {
  const [row] = (await database.execute({ query: MOST_CHANGED, params: [] })).rows;
  const [table, verb] = row ?? [];
  if (typeof table === 'string') await database.execute({ query: `${verb} ${table}`, params: [] });
}
