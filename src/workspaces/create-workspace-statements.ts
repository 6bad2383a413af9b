import { eq, sql } from 'drizzle-orm';
import { users } from '../accounts/accounts.table.ts';
import { AUDITED, type AuditEntry } from '../audit/audited-change.ts';
import type { AuthDatabase } from '../db/client.ts';
import type { PlanLimits } from '../plans/plan-table.ts';
import type { SettingsChange } from './workspace-settings.ts';
import type { Workspace } from './workspaces.schemas.ts';

/** All the rows of a new workspace. `most`: how many its owner may own. */
export type NewWorkspace = {
  readonly workspace: Pick<Workspace, 'id' | 'owner_id' | 'name' | 'slug' | 'created_at'> & {
    readonly plan_limits: PlanLimits | null;
  };
  readonly settings: SettingsChange;
  readonly membershipId: string;
  readonly most: number;
  readonly audit: AuditEntry;
};

/** `$1` is a {@link NewWorkspace} as JSON. */
const CREATE = `, changed AS (
  INSERT INTO workspaces (id, owner_id, name, slug, plan_limits, settings, created_at, updated_at)
  SELECT w.id, w.owner_id, w.name, w.slug, w.plan_limits, json_strip_nulls($1::json->'settings'), w.created_at, w.created_at
  FROM json_to_record($1::json->'workspace') AS w(
    id uuid, owner_id uuid, name text, slug text, plan_limits json, created_at timestamptz)
  WHERE (SELECT count(*) FROM workspaces o WHERE o.owner_id = w.owner_id) < ($1::json->>'most')::int
  RETURNING id, owner_id, created_at
), membership AS (
  INSERT INTO workspace_members (id, workspace_id, user_id, role, joined_at)
  SELECT ($1::json->>'membershipId')::uuid, id, owner_id, 'owner', created_at FROM changed
), ${AUDITED}
SELECT id FROM changed`;

/**
 * Two statements of one transaction. The first locks the user's row: whoever creates at the same moment waits there, and its second
 * statement counts what has been created since.
 */
export function createWorkspaceStatements(db: AuthDatabase, created: NewWorkspace) {
  const { owner_id } = created.workspace;
  const locked = db.orm.select({ id: users.id }).from(users).where(eq(users.id, owner_id)).for('update');
  const given = JSON.stringify(created);
  const inserted = db.orm.execute(sql`WITH given AS (SELECT ${given}::json AS given)${sql.raw(CREATE)}`);
  return [locked, inserted] as const;
}
