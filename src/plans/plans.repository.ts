import { z } from 'zod';
import type { PeopleDatabase } from '../db/client.ts';
import { storedMoment } from '../db/stored-moment.ts';

const standingSchema = z.object({
  plan_id: z.string(),
  month: z.string(),
  executions: z.coerce.number(),
  refused: z.boolean(),
  active_workflows: z.coerce.number(),
  members: z.coerce.number(),
  files: z.coerce.number(),
  file_bytes: z.coerce.number(),
  status: z.string().nullable(),
  subscribed_plan: z.string().nullable(),
  current_period_end: storedMoment.nullable(),
  cancel_at_period_end: z.boolean().nullable(),
  grace_until: storedMoment.nullable(),
});

/** The plan of a workspace, what it used, and its subscription, whose `status` is `null` if there is none. */
export type Standing = z.infer<typeof standingSchema>;

const STANDING = `SELECT w.plan_id, m.month::text, coalesce(greatest(u.executions, u.used), 0)::text AS executions,
  coalesce(u.refused, false) AS refused,
  (SELECT count(*) FROM workflows f WHERE f.workspace_id = w.id AND f.status = 'active')::text AS active_workflows,
  (SELECT count(*) FROM workspace_members o WHERE o.workspace_id = w.id)::text AS members,
  coalesce(k.files, 0)::text AS files, coalesce(k.file_bytes, 0)::text AS file_bytes,
  s.status, s.plan_id AS subscribed_plan, s.current_period_end, s.cancel_at_period_end, s.grace_until
FROM workspaces w
CROSS JOIN (SELECT date_trunc('month', now() AT TIME ZONE 'UTC')::date AS month) m
LEFT JOIN workspace_usage u ON u.workspace_id = w.id AND u.month = m.month
LEFT JOIN workspace_storage k ON k.workspace_id = w.id
LEFT JOIN subscriptions s ON s.workspace_id = w.id
WHERE w.id = $1::uuid`;

export type PlanRepository = { standingOf(workspaceId: string): Promise<Standing | null> };

export function createPlanRepository(db: PeopleDatabase): PlanRepository {
  return {
    standingOf: async (workspaceId) => {
      const [row] = await db.sql.query(STANDING, [workspaceId]);
      return row === undefined ? null : standingSchema.parse(row);
    },
  };
}
