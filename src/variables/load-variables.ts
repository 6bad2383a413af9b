import { z } from 'zod';
import type { Database } from '../db/client.ts';
import { keysOf } from '../workspace-keys/workspace-keys.repository.ts';
import type { WorkspaceSecrets } from '../workspace-keys/workspace-secrets.ts';
import { variablePurpose } from './variable-value.ts';

/** The variables of a workspace, opened. `secret`: the names of those that nobody may see. */
export type OpenedVariables = {
  readonly values: { readonly [name: string]: string };
  readonly secret: ReadonlySet<string>;
};

const LOAD = `SELECT v.id, v.name, v.value, v.is_secret, CASE WHEN v.is_secret THEN w.workspace_keys END AS workspace_keys
FROM variables AS v, (SELECT ${keysOf('$1::uuid')}) AS w WHERE v.workspace_id = $1::uuid`;

const rowsSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    value: z.string(),
    is_secret: z.boolean(),
    workspace_keys: z.unknown(),
  }),
);

type LoadDeps = { readonly db: Database; readonly secrets: Pick<WorkspaceSecrets, 'open'> };

/** All variables of a workspace as they are now, by one statement. */
export async function loadVariables({ db, secrets }: LoadDeps, workspaceId: string): Promise<OpenedVariables> {
  const rows = rowsSchema.parse(await db.sql.query(LOAD, [workspaceId]));
  const values = rows.map(async ({ id, name, value, is_secret, workspace_keys }) => {
    const place = { workspaceId, purpose: variablePurpose(id) };
    return [name, is_secret ? await secrets.open(value, place, workspace_keys) : value] as const;
  });
  return {
    values: Object.fromEntries(await Promise.all(values)),
    secret: new Set(rows.filter(({ is_secret }) => is_secret).map(({ name }) => name)),
  };
}
