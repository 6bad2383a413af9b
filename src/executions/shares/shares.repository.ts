import { z } from 'zod';
import { AUDITED, type AuditEntry } from '../../audit/audited-change.ts';
import type { Databases } from '../../db/databases.ts';
import { inTurn } from '../../db/in-turn.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import { createdAtOf } from '../model/created-at.ts';
import { MAX_SHARES, type Share } from './shares.schemas.ts';

/** A link as it is stored: by the hash of its token. */
type NewShare = Share & { readonly workspace_id: string; readonly token_hash: string };

/** What a token leads to. */
const foundSchema = z.object({
  workspace_id: z.string(),
  workflow_name: z.string(),
  execution_id: z.string(),
  with_data: z.boolean(),
  expires_at: storedMoment,
});
export type FoundShare = z.infer<typeof foundSchema>;

export type ShareRepository = {
  /** `full`: the execution has as many as it may have. Neither that nor `forbidden` stores anything. */
  create(share: NewShare, audit: AuditEntry): Promise<'created' | 'forbidden' | 'full'>;
  /** The links of an execution that still lead somewhere, the latest first. */
  list(choice: { workspaceId: string; executionId: string; now: number }): Promise<readonly Share[]>;
  /** Whether there was one. */
  revoke(choice: { workspaceId: string; executionId: string; id: string }, audit: AuditEntry): Promise<boolean>;
  /** `null` for a token that leads nowhere. */
  find(tokenHash: string, now: number): Promise<FoundShare | null>;
};

const IS_FORBIDDEN = `w.settings ->> 'sharing' IS NOT DISTINCT FROM 'forbidden'`;

/** `$1`: the link, and the audit entry, as JSON; `$2`: how many links are too many. What has expired does not count. */
const CREATE = `WITH given AS (
  SELECT s.*, ${IS_FORBIDDEN} AS forbidden FROM json_to_record($1::json->'share') AS s(id uuid, workspace_id uuid, execution_id uuid,
    execution_created_at timestamptz, token_hash text, with_data boolean, created_by uuid, created_at timestamptz, expires_at timestamptz)
  JOIN workspaces w ON w.id = s.workspace_id
), changed AS (
  INSERT INTO execution_shares (id, workspace_id, execution_id, execution_created_at, token_hash, with_data, created_by, created_at, expires_at)
  SELECT id, workspace_id, execution_id, execution_created_at, token_hash, with_data, created_by, created_at, expires_at FROM given g
  WHERE NOT g.forbidden AND (SELECT count(*) FROM execution_shares s
    WHERE s.execution_id = g.execution_id AND s.expires_at > g.created_at) < $2::int
  RETURNING id
), ${AUDITED}
SELECT forbidden, EXISTS (SELECT 1 FROM changed) AS created FROM given`;

const LIST = `SELECT id, execution_id, with_data, created_by, created_at, expires_at FROM execution_shares
WHERE workspace_id = $1::uuid AND execution_id = $2::uuid AND expires_at > $3::timestamptz ORDER BY created_at DESC, id DESC`;

/** `$1`: the audit entry as JSON. */
const REVOKE = `WITH changed AS (
  DELETE FROM execution_shares WHERE workspace_id = $2::uuid AND execution_id = $3::uuid AND id = $4::uuid RETURNING id
), ${AUDITED}
SELECT id FROM changed`;

const FIND = `SELECT s.workspace_id, s.execution_id, s.with_data, s.expires_at, f.name AS workflow_name
FROM execution_shares s
JOIN workspaces w ON w.id = s.workspace_id AND w.deleted_at IS NULL AND NOT (${IS_FORBIDDEN})
JOIN executions e ON e.id = s.execution_id AND e.created_at = s.execution_created_at AND e.workspace_id = s.workspace_id
JOIN workflows f ON f.id = e.workflow_id
WHERE s.token_hash = $1 AND s.expires_at > $2::timestamptz`;

const shareRow = z.object({
  id: z.string(),
  execution_id: z.string(),
  with_data: z.boolean(),
  created_by: z.string().nullable(),
  created_at: storedMoment,
  expires_at: storedMoment,
});

/** Whoever shows a token is nobody: what it leads to, the platform finds. */
export function createShareRepository({ people: db, system }: Pick<Databases, 'people' | 'system'>): ShareRepository {
  return {
    async create(share, audit) {
      const execution_created_at = createdAtOf(share.execution_id).toISOString();
      const given = JSON.stringify({ share: { ...share, execution_created_at }, audit });
      const [row] = await inTurn(db, share.workspace_id, CREATE, [given, MAX_SHARES]);
      if (row?.forbidden === true) return 'forbidden';
      return row?.created === true ? 'created' : 'full';
    },
    async list({ workspaceId, executionId, now }) {
      const rows = await db.sql.query(LIST, [workspaceId, executionId, new Date(now).toISOString()]);
      return rows.map((row) => shareRow.parse(row));
    },
    async revoke({ workspaceId, executionId, id }, audit) {
      const rows = await db.sql.query(REVOKE, [JSON.stringify({ audit }), workspaceId, executionId, id]);
      return rows.length > 0;
    },
    async find(tokenHash, now) {
      const [row] = await system.sql.query(FIND, [tokenHash, new Date(now).toISOString()]);
      return row === undefined ? null : foundSchema.parse(row);
    },
  };
}
