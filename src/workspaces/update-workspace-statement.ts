import { type SQL, sql } from 'drizzle-orm';
import { AUDITED_DIFFERENCE, type AuditEntry } from '../audit/audited-change.ts';
import { changedSettings } from './workspace-columns.ts';
import type { WorkspaceChange } from './workspaces.schemas.ts';

/** A change of a workspace. What `change` leaves out stays. */
export type StoredChange = {
  readonly workspaceId: string;
  readonly change: WorkspaceChange;
  readonly now: number;
  readonly audit: AuditEntry;
};

/** What the audit log tells of: name, slug, and each setting by its own name. */
const AUDITED_FIELDS = `(jsonb_build_object('name', name, 'slug', slug) || settings::jsonb)::json AS audited`;

/** One statement, with the entry that tells what was there before. */
export function updateWorkspaceStatement({ workspaceId, change, now, audit }: StoredChange): SQL {
  const { name = null, slug = null } = change;
  const given = JSON.stringify({ audit, id: workspaceId, name, slug, now: new Date(now).toISOString() });
  return sql`WITH given AS (
    SELECT * FROM json_to_record(${given}::json) AS g(id uuid, name text, slug text, now timestamptz)
  ), before AS (
    SELECT id, ${sql.raw(AUDITED_FIELDS)} FROM workspaces WHERE id = (SELECT id FROM given) FOR UPDATE
  ), changed AS (
    UPDATE workspaces SET name = COALESCE((SELECT g.name FROM given g), name), slug = COALESCE((SELECT g.slug FROM given g), slug),
      settings = ${changedSettings(change)}, updated_at = (SELECT g.now FROM given g)
    WHERE id = (SELECT before.id FROM before)
    RETURNING id, ${sql.raw(AUDITED_FIELDS)}
  ), ${sql.raw(AUDITED_DIFFERENCE)}
  SELECT id FROM changed`;
}
