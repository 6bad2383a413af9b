import { z } from 'zod';
import type { Query } from '../workspace-keys.repository.ts';
import { ACCOUNT_COLUMNS, type SealedColumn, WORKSPACE_COLUMNS } from './sealed-columns.ts';

/** How many texts there are under the master keys, by the version that opens them. */
const MASTER_NEEDS = [
  `SELECT master_version AS version, 'workspace_keys.wrapped_key' AS what, count(*) AS needs FROM workspace_keys
GROUP BY master_version`,
  ...[...WORKSPACE_COLUMNS, ...ACCOUNT_COLUMNS].map(
    ({
      table,
      column,
      sealedIf = 'true',
    }) => `SELECT substring(split_part(${column}, '.', 1) FROM 2)::integer, '${table}.${column}', count(*)
FROM ${table} WHERE ${sealedIf} AND ${column} ~ '^v[0-9]+[.]' GROUP BY 1`,
  ),
].join('\nUNION ALL\n');

function needsKey({ table, column, sealedIf = 'true' }: SealedColumn): string {
  return `EXISTS (SELECT 1 FROM ${table} AS t
  WHERE t.workspace_id = k.workspace_id AND ${sealedIf} AND starts_with(t.${column}, concat('w', k.version, '.')))`;
}

const NEEDED = WORKSPACE_COLUMNS.map(needsKey).join(' OR ');

/** A retired key that something still needs keeps it from being removed. */
const RETIRED = `SELECT k.workspace_id::text AS workspace_id, k.version FROM workspace_keys AS k
WHERE k.retired_at IS NOT NULL AND (${NEEDED}) ORDER BY 1, 2`;

/** An hour: nobody seals under a key for so long after having read it. */
const REMOVE = `DELETE FROM workspace_keys AS k
WHERE k.retired_at < now() - interval '1 hour' AND NOT (${NEEDED})
RETURNING k.workspace_id::text AS workspace_id, k.version`;

const masterNeeds = z.array(z.object({ version: z.coerce.number(), what: z.string(), needs: z.coerce.number() }));
const keyNames = z.array(z.object({ workspace_id: z.string(), version: z.coerce.number() }));

export type MasterNeed = z.infer<typeof masterNeeds>[number];
export type NamedKey = z.infer<typeof keyNames>[number];

/** What needs which master key. A version that is not there may be taken off the environment. */
export async function readMasterNeeds(query: Query): Promise<MasterNeed[]> {
  return masterNeeds.parse(await query(`${MASTER_NEEDS}\nORDER BY 1, 2`, []));
}

/** The retired keys that open something yet: their workspaces have to be sealed anew first. */
export async function readNeededRetired(query: Query): Promise<NamedKey[]> {
  return keyNames.parse(await query(RETIRED, []));
}

/** Removes the keys that were retired an hour ago or earlier and that nothing needs, and says which. */
export async function removeRetired(query: Query): Promise<NamedKey[]> {
  return keyNames.parse(await query(REMOVE, []));
}
