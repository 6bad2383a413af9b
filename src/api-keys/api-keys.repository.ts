import { and, desc, eq, getTableColumns, lt } from 'drizzle-orm';
import { AUDITED, type AuditEntry } from '../audit/audited-change.ts';
import { insertAudit } from '../audit/insert-audit.ts';
import type { Database } from '../db/client.ts';
import type { ApiKey } from './api-keys.schemas.ts';
import { apiKeys } from './api-keys.table.ts';

type NewKeyRow = typeof apiKeys.$inferInsert;

/** The keys of a workspace, newest first: those before the key with this id. */
type KeyListing = { readonly workspaceId: string; readonly after: string | null; readonly limit: number };

type KeyRevocation = {
  readonly id: string;
  readonly workspaceId: string;
  readonly revokedAt: string;
  readonly audit: AuditEntry;
};

export type ApiKeyRepository = {
  insert(key: NewKeyRow, audit: AuditEntry): Promise<void>;
  list(listing: KeyListing): Promise<ApiKey[]>;
  /** Whether there is such a key; one that was revoked before keeps its moment. */
  revoke(revocation: KeyRevocation): Promise<boolean>;
};

const { key_hash, workspace_id, ...columns } = getTableColumns(apiKeys);

/** `$1` is a {@link KeyRevocation} as JSON. */
const REVOKE = `
WITH changed AS (
  UPDATE api_keys SET revoked_at = COALESCE(revoked_at, ($1::json->>'revokedAt')::timestamptz)
  WHERE id = ($1::json->>'id')::uuid AND workspace_id = ($1::json->>'workspaceId')::uuid
  RETURNING id
), ${AUDITED}
SELECT id FROM changed`;

export function createApiKeyRepository(db: Database): ApiKeyRepository {
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
    revoke: async (revocation) => (await db.sql.query(REVOKE, [JSON.stringify(revocation)])).length === 1,
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
