import { newWrappedKey } from '../wrap-key.ts';
import type { Resealed } from './reseal-column.ts';
import { resealWorkspace } from './reseal-workspace.ts';
import type { RotationDeps } from './rotation-deps.ts';

/** The keys before it go on opening what they sealed, until they are removed. */
const ADD_NEXT = `
WITH next AS (
  INSERT INTO workspace_keys (workspace_id, version, wrapped_key, master_version)
  VALUES ($1::uuid, $2::integer, $3, $4::integer)
  ON CONFLICT DO NOTHING
  RETURNING version
)
UPDATE workspace_keys SET retired_at = now()
WHERE workspace_id = $1::uuid AND version < $2::integer AND retired_at IS NULL AND EXISTS (SELECT 1 FROM next)`;

/** Gives a workspace a new key, and seals all its secrets under it. What runs meanwhile goes on, under either key. */
export async function rotateWorkspace(deps: RotationDeps, workspaceId: string): Promise<Resealed> {
  const { query, vault, keys, random } = deps;
  const [newest] = await keys.list(workspaceId);
  const version = (newest?.version ?? 0) + 1;
  const next = await newWrappedKey(vault, random, { workspaceId, version });
  await query(ADD_NEXT, [workspaceId, version, next.wrapped_key, next.masterVersion]);
  return resealWorkspace(deps, workspaceId);
}
