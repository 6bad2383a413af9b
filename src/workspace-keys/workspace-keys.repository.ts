import { z } from 'zod';
import { isUuid } from '../shared/ids.ts';

/** Runs one statement and gives its rows, with the names of the columns. */
export type Query = (text: string, params: unknown[]) => Promise<Record<string, unknown>[]>;

const wrappedKeySchema = z.object({ version: z.coerce.number(), wrapped_key: z.string() });

/** A key of a workspace, as the database has it. */
export type WrappedKey = z.infer<typeof wrappedKeySchema>;

const wrappedKeys = z.array(wrappedKeySchema);

/** A key to store, wrapped by the master key of a version. */
export type NewKey = WrappedKey & { readonly masterVersion: number };

/** An SQL expression for the keys of a workspace, to read along with what they open. `workspaceId`: an SQL expression, too. */
export function keysOf(workspaceId: string): string {
  return `(SELECT json_agg(json_build_object('version', k.version, 'wrapped_key', k.wrapped_key))
  FROM workspace_keys AS k WHERE k.workspace_id = ${workspaceId}) AS workspace_keys`;
}

/** What {@link keysOf} brought. */
export function readKeys(keys: unknown): readonly WrappedKey[] {
  return wrappedKeys.parse(keys ?? []);
}

export type WorkspaceKeyRepository = {
  /** All keys of a workspace, the newest first. */
  list(workspaceId: string): Promise<readonly WrappedKey[]>;
  /** Stores the first key of a workspace, unless it has one by now. */
  addFirst(workspaceId: string, key: NewKey): Promise<void>;
};

const LIST = `SELECT version, wrapped_key FROM workspace_keys WHERE workspace_id = $1::uuid ORDER BY version DESC`;

const ADD_FIRST = `
INSERT INTO workspace_keys (workspace_id, version, wrapped_key, master_version)
SELECT $1::uuid, $2::integer, $3, $4::integer WHERE NOT EXISTS (SELECT 1 FROM workspace_keys WHERE workspace_id = $1::uuid)
ON CONFLICT DO NOTHING`;

export function createWorkspaceKeyRepository(query: Query): WorkspaceKeyRepository {
  return {
    list: async (workspaceId) => (isUuid(workspaceId) ? readKeys(await query(LIST, [workspaceId])) : []),
    addFirst: async (workspaceId, { version, wrapped_key, masterVersion }) => {
      await query(ADD_FIRST, [workspaceId, version, wrapped_key, masterVersion]);
    },
  };
}
