import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { readSettings } from './workspace-settings.ts';
import type { Workspace, WorkspaceChange } from './workspaces.schemas.ts';
import { workspaces } from './workspaces.table.ts';

/** A workspace without the role in it, which depends on who asks. */
export type WorkspaceRecord = Omit<Workspace, 'role'>;

const { stripe_customer_id, plan_limits, stopped_at, ...columns } = getTableColumns(workspaces);

/** The columns of a {@link WorkspaceRecord}. */
export const WORKSPACE_COLUMNS = {
  ...columns,
  max_running: sql<number | null>`(${columns.settings} ->> 'max_running')::int`,
};

type Row = Omit<typeof workspaces.$inferSelect, 'stripe_customer_id' | 'plan_limits' | 'stopped_at'> & {
  readonly max_running: number | null;
};

export function toWorkspaceRecord(row: Row): WorkspaceRecord {
  return {
    ...row,
    settings: readSettings(row.settings),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    deleted_at: row.deleted_at?.toISOString() ?? null,
    deletes_at: row.deletes_at?.toISOString() ?? null,
  };
}

/** The stored settings with these changes; what is null there is taken out. The limit has its place among them, too. */
export function changedSettings({ settings, max_running }: WorkspaceChange): SQL {
  const patch = JSON.stringify({ ...settings, ...(max_running !== undefined && { max_running }) });
  const stored = sql`${workspaces.settings}::jsonb`;
  const retention = sql`coalesce(${stored} -> 'retention', '{}'::jsonb) || coalesce(${patch}::jsonb -> 'retention', '{}'::jsonb)`;
  return sql`jsonb_strip_nulls(${stored} || ${patch}::jsonb || jsonb_build_object('retention', ${retention}))::json`;
}
