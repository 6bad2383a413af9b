import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';

/** Tables that no tenant has rows in. Whatever else there is stands behind the wall, also what comes later. */
export const OPEN: { readonly [table: string]: string } = {
  attempts: 'counts of tries, by hashes of who tried',
  billing_events: 'ids of what Stripe told',
  mail_queue: 'sealed mails of the platform, of no workspace',
  maintenance_state: 'what the daily job remembers',
  orphaned_files: 'keys of files that are gone',
  orphaned_journals: 'ids of executions that are gone',
  retention_runs: 'what each night did, in all workspaces together',
  schema_migrations: 'which migrations were applied',
  spent_tokens: 'hashes of what was good once',
};

/** The rows of a query, as texts. */
export async function read(
  database: DatabaseAdapter,
  query: string,
  params: readonly string[] = [],
): Promise<(string | null)[][]> {
  const { rows } = await database.execute({ query, params });
  return rows.map((row) => [...row]);
}

/** All tables behind the wall, without partitions, by name. */
export async function walledTables(database: DatabaseAdapter): Promise<readonly string[]> {
  const rows = await read(
    database,
    `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND NOT relispartition ORDER BY relname`,
  );
  return rows.map(([name]) => String(name)).filter((name) => !(name in OPEN));
}
