import { testDatabase } from '../support/test-database.ts';

const TABLES = `
SELECT c.relname AS name FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname`;

/** All the rows of a workspace, table by table, as hashes: what differs has changed. */
export async function fingerprint(workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const { sql } = testDatabase();
  const names = (await sql.query(TABLES)).map(({ name }) => String(name));
  const parts = names.map(
    (name) => `SELECT '${name}' AS name, md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash
      FROM ${name} t WHERE workspace_id = $1::uuid`,
  );
  const rows = await sql.query(parts.join(' UNION ALL '), [workspaceId]);
  return new Map(rows.map(({ name, hash }) => [String(name), String(hash)]));
}
