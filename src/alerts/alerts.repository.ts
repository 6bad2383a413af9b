import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { AuditEntry } from '../audit/audited-change.ts';
import { arrayOf } from '../db/array-of.ts';
import type { PeopleDatabase } from '../db/client.ts';
import { inTurn } from '../db/in-turn.ts';
import { storedMoment } from '../db/stored-moment.ts';
import { type RuleColumns, ruleOf } from './alert-rule.ts';
import { DELETE_ALERT, FIRINGS, INSERT_ALERT, KNOWN, UPDATE_ALERT } from './alert-statements.ts';
import { type Alert, type Channels, type Firing, firingDetailsSchema, firingSchema } from './alerts.schemas.ts';
import { alerts } from './alerts.table.ts';

/** The change of an alert, with the entry in the audit log. `null`: as it is. `signing_secret`: sealed; only a new alert has one. */
export type AlertCommit = {
  readonly alert: (RuleColumns | { readonly [column in keyof RuleColumns]: null }) & {
    readonly id: string;
    readonly workspace_id: string;
    readonly workflow_id: string | null;
    /** Whether `workflow_id` is to be so: there, null means all workflows. */
    readonly sets_scope: boolean;
    readonly created_by: string | null;
    readonly name: string | null;
    readonly cooldown_minutes: number | null;
    readonly channels: Channels | null;
    readonly signing_secret: string | null;
    readonly tells_recovery: boolean | null;
    readonly is_active: boolean | null;
    readonly now: string;
  };
  readonly audit: AuditEntry;
};

export type AlertRepository = {
  /** All of a workspace, by name. */
  list(workspaceId: string): Promise<readonly Alert[]>;
  find(workspaceId: string, id: string): Promise<Alert | null>;
  /** Each: whether it was stored. A new alert is not if there is no room; the others if it is gone. */
  insert(commit: AlertCommit): Promise<boolean>;
  update(commit: AlertCommit): Promise<boolean>;
  remove(commit: AlertCommit): Promise<boolean>;
  /** Those of these workflows and users that are in the workspace. */
  known(workspaceId: string, workflows: readonly string[], users: readonly string[]): Promise<ReadonlySet<string>>;
  /** What it told lately, the newest first, up to a number. */
  firings(workspaceId: string, id: string, limit: number): Promise<readonly Firing[]>;
};

function toAlert(row: typeof alerts.$inferSelect): Alert {
  const { kind, threshold, window_minutes, signing_secret: _, checked_until: __, open_firing_id: ___, ...shown } = row;
  return {
    ...shown,
    rule: ruleOf({ kind, threshold, window_minutes }),
    last_fired_at: row.last_fired_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

const firingRow = z
  .object({
    id: z.string(),
    created_at: storedMoment,
    event: firingSchema.shape.event,
    hits: z.number(),
    details: firingDetailsSchema,
    deliveries: firingSchema.shape.deliveries,
  })
  .transform(({ created_at, ...row }) => ({ ...row, fired_at: created_at }));

export function createAlertRepository(db: PeopleDatabase): AlertRepository {
  async function commit(statement: string, change: AlertCommit): Promise<boolean> {
    return (await db.sql.query(statement, [JSON.stringify(change)])).length > 0;
  }
  return {
    async list(workspaceId) {
      const of = eq(alerts.workspace_id, workspaceId);
      return (await db.orm.select().from(alerts).where(of).orderBy(asc(alerts.name), asc(alerts.id))).map(toAlert);
    },
    async find(workspaceId, id) {
      const of = and(eq(alerts.workspace_id, workspaceId), eq(alerts.id, id));
      const [row] = await db.orm.select().from(alerts).where(of);
      return row === undefined ? null : toAlert(row);
    },
    insert: async (change) =>
      (await inTurn(db, change.alert.workspace_id, INSERT_ALERT, [JSON.stringify(change)])).length > 0,
    update: (change) => commit(UPDATE_ALERT, change),
    remove: (change) => commit(DELETE_ALERT, change),
    async known(workspaceId, workflows, users) {
      const rows = await db.sql.query(KNOWN, [workspaceId, arrayOf(workflows), arrayOf(users)]);
      return new Set(rows.map((row) => `${row.type}:${row.id}`));
    },
    async firings(workspaceId, id, limit) {
      const rows = await db.sql.query(FIRINGS, [workspaceId, id, limit]);
      return rows.map((row) => firingRow.parse(row));
    },
  };
}
