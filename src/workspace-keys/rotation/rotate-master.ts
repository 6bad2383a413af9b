import { z } from 'zod';
import { rewrapKey } from '../wrap-key.ts';
import { addResealed, NOTHING_RESEALED, type Resealed, resealColumn } from './reseal-column.ts';
import { resealWorkspace } from './reseal-workspace.ts';
import type { RotationDeps } from './rotation-deps.ts';
import { ACCOUNT_COLUMNS, WORKSPACE_COLUMNS } from './sealed-columns.ts';

const STALE_KEYS = `
SELECT workspace_id::text AS workspace_id, version, wrapped_key FROM workspace_keys
WHERE master_version <> $1::integer AND (workspace_id, version) > ($2::uuid, $3::integer)
ORDER BY workspace_id, version LIMIT 100`;

const REWRAP = `
UPDATE workspace_keys SET wrapped_key = $4, master_version = $5::integer
WHERE workspace_id = $1::uuid AND version = $2::integer AND wrapped_key = $3 RETURNING version`;

/** Workspaces with secrets of before workspaces had keys. */
const OLD_WORKSPACES = WORKSPACE_COLUMNS.map(
  ({ table, column, sealedIf = 'true' }) =>
    `SELECT workspace_id::text AS workspace_id FROM ${table} WHERE ${sealedIf} AND starts_with(${column}, 'v')`,
).join('\nUNION\n');

const keyRows = z.array(z.object({ workspace_id: z.string(), version: z.coerce.number(), wrapped_key: z.string() }));

type KeyRow = z.infer<typeof keyRows>[number];

async function rewrap({ query, vault }: RotationDeps, row: KeyRow): Promise<Resealed> {
  const { workspace_id: workspaceId, version, wrapped_key } = row;
  const fresh = await rewrapKey(vault, wrapped_key, { workspaceId, version }).catch(() => null);
  if (fresh === null) return { count: 0, unreadable: [`workspace_keys ${workspaceId} ${version}`] };
  const args = [workspaceId, version, wrapped_key, fresh.wrapped_key, fresh.masterVersion];
  return { count: (await query(REWRAP, args)).length, unreadable: [] };
}

async function rewrapKeys(deps: RotationDeps): Promise<Resealed> {
  let done = NOTHING_RESEALED;
  let after: Pick<KeyRow, 'workspace_id' | 'version'> = {
    workspace_id: '00000000-0000-0000-0000-000000000000',
    version: 0,
  };
  for (;;) {
    const rows = keyRows.parse(await deps.query(STALE_KEYS, [deps.vault.version, after.workspace_id, after.version]));
    for (const row of rows) done = addResealed(done, await rewrap(deps, row));
    const last = rows.at(-1);
    if (last === undefined) return done;
    after = last;
  }
}

async function resealAccounts({ query, vault }: RotationDeps): Promise<Resealed> {
  const reseal = async (sealed: string, purpose: string): Promise<string> =>
    vault.seal(await vault.open(sealed, purpose), purpose);
  let done = NOTHING_RESEALED;
  for (const column of ACCOUNT_COLUMNS) {
    const resealing = { workspaceId: null, fresh: `v${vault.version}.`, reseal };
    done = addResealed(done, await resealColumn(query, column, resealing));
  }
  return done;
}

async function resealOldWorkspaces(deps: RotationDeps): Promise<Resealed> {
  const rows = z.array(z.object({ workspace_id: z.string() })).parse(await deps.query(OLD_WORKSPACES, []));
  let done = NOTHING_RESEALED;
  for (const { workspace_id } of rows) done = addResealed(done, await resealWorkspace(deps, workspace_id));
  return done;
}

/**
 * Puts the newest master key in the place of all older ones: wraps the keys of workspaces anew, and seals anew what is directly
 * under a master key. May be broken off and begun again at any point; what runs meanwhile goes on, under either key.
 */
export async function rotateMaster(deps: RotationDeps): Promise<Resealed> {
  const rewrapped = addResealed(await rewrapKeys(deps), await resealAccounts(deps));
  return addResealed(rewrapped, await resealOldWorkspaces(deps));
}
