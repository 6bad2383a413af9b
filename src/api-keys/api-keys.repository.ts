import { and, desc, eq, getTableColumns, lt } from 'drizzle-orm';
import type { AuditEntry } from '../audit/audited-change.ts';
import { insertAudit } from '../audit/insert-audit.ts';
import type { PeopleDatabase } from '../db/client.ts';
import { CHANGE, REVOKE, ROTATE } from './api-key-statements.ts';
import type { ApiKey, ApiKeyChange } from './api-keys.schemas.ts';
import { apiKeys } from './api-keys.table.ts';

type NewKeyRow = typeof apiKeys.$inferInsert;

/** The keys of a workspace, newest first: those before the key with this id. */
type KeyListing = { readonly workspaceId: string; readonly after: string | null; readonly limit: number };

/** One key of a workspace. */
type KeyPlace = { readonly id: string; readonly workspaceId: string };

type KeyRevocation = KeyPlace & { readonly revokedAt: string; readonly audit: AuditEntry };
type KeyRotation = KeyPlace & { readonly hash: string; readonly prefix: string; readonly audit: AuditEntry };
type StoredKeyChange = KeyPlace & ApiKeyChange & { readonly audit: AuditEntry };

export type ApiKeyRepository = {
  insert(key: NewKeyRow, audit: AuditEntry): Promise<void>;
  list(listing: KeyListing): Promise<ApiKey[]>;
  find(key: KeyPlace): Promise<ApiKey | null>;
  /** Whether there is such a key; one that was revoked before keeps its moment. */
  revoke(revocation: KeyRevocation): Promise<boolean>;
  /** Whether there was such a key, not revoked. */
  rotate(rotation: KeyRotation): Promise<boolean>;
  /** Whether there was such a key, not revoked, that has these scopes already. */
  change(change: StoredKeyChange): Promise<boolean>;
};

const { key_hash, workspace_id, ...columns } = getTableColumns(apiKeys);

export function createApiKeyRepository(db: PeopleDatabase): ApiKeyRepository {
  /** Runs a statement whose `$1` is this, as JSON; whether it changed a key. */
  async function run(statement: string, change: object): Promise<boolean> {
    return (await db.sql.query(statement, [JSON.stringify(change)])).length === 1;
  }

  return {
    insert: async (key, audit) => {
      await db.orm.batch([db.orm.insert(apiKeys).values(key), insertAudit(db, audit)]);
    },
    list: async ({ workspaceId, after, limit }) => {
      const earlier = after === null ? undefined : lt(apiKeys.id, after);
      const rows = await db.orm
        .select(columns)
        .from(apiKeys)
        .where(and(eq(workspace_id, workspaceId), earlier))
        .orderBy(desc(apiKeys.id))
        .limit(limit);
      return rows.map(toApiKey);
    },
    find: async ({ id, workspaceId }) => {
      const here = and(eq(apiKeys.id, id), eq(workspace_id, workspaceId));
      const [row] = await db.orm.select(columns).from(apiKeys).where(here);
      return row ? toApiKey(row) : null;
    },
    revoke: (revocation) => run(REVOKE, revocation),
    rotate: (rotation) => run(ROTATE, rotation),
    change: (change) => run(CHANGE, change),
  };
}

function toApiKey(row: Omit<typeof apiKeys.$inferSelect, 'key_hash' | 'workspace_id'>): ApiKey {
  return {
    ...row,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    expires_at: row.expires_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
