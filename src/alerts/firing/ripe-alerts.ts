import { z } from 'zod';
import type { SystemDatabase } from '../../db/client.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import { ruleOf } from '../alert-rule.ts';
import type { AlertRule, Channels } from '../alerts.schemas.ts';
import { ALERT_KINDS } from '../alerts.table.ts';

/** Workflows that one firing names, those with the most hits. */
const NAMED = 10;

/** Alerts that one tick fires. */
const LIMIT = 500;

/**
 * Alerts that have something to tell and are not silent: with how much came since they fired last, by workflow. One on failures within a
 * window fires if any window until now has enough of them.
 */
const RIPE = `WITH ripe AS MATERIALIZED (
  SELECT a.* FROM alerts a JOIN workspaces w ON w.id = a.workspace_id AND w.deleted_at IS NULL
  WHERE a.is_active AND (a.last_fired_at IS NULL OR a.last_fired_at <= now() - a.cooldown_minutes * interval '1 minute')
    AND CASE WHEN a.kind <> 'failures_in_window' THEN EXISTS (SELECT 1 FROM alert_hits h WHERE h.alert_id = a.id)
      ELSE EXISTS (
        SELECT 1 FROM (SELECT DISTINCT at FROM alert_hits WHERE alert_id = a.id) AS t WHERE a.threshold <= (
          SELECT sum(p.hits) FROM alert_hits p
          WHERE p.alert_id = a.id AND p.at <= t.at AND p.at > t.at - a.window_minutes * interval '1 minute')) END
  ORDER BY a.last_fired_at NULLS FIRST LIMIT ${LIMIT}
), hits AS MATERIALIZED (
  SELECT r.id, h.workflow_id, sum(h.hits)::int AS hits, min(h.at) AS first_at, max(h.at) AS last_at,
    (array_agg(h.execution_id ORDER BY h.at DESC))[1] AS execution_id, (array_agg(h.schedule_id ORDER BY h.at DESC))[1] AS schedule_id,
    row_number() OVER (PARTITION BY r.id ORDER BY sum(h.hits) DESC, h.workflow_id) AS place
  FROM ripe r JOIN alert_hits h ON h.alert_id = r.id GROUP BY r.id, h.workflow_id
), sums AS (SELECT id, sum(hits)::int AS hits, min(first_at) AS first_at, max(last_at) AS last_at FROM hits GROUP BY 1)
SELECT r.id, r.workspace_id, r.name, r.kind, r.threshold, r.window_minutes, r.channels, r.fired_count, s.hits, s.first_at,
  s.last_at::text AS told_until,
  (SELECT json_agg(json_build_object('workflow_id', h.workflow_id, 'workflow_name', w.name, 'hits', h.hits, 'last_at', h.last_at,
    'execution_id', h.execution_id, 'schedule_id', h.schedule_id, 'schedule_name', c.name) ORDER BY h.place)
  FROM hits h LEFT JOIN workflows w ON w.id = h.workflow_id AND w.workspace_id = r.workspace_id
  LEFT JOIN schedules c ON c.id = h.schedule_id
  WHERE h.id = r.id AND h.place <= ${NAMED}) AS named
FROM ripe r JOIN sums s ON s.id = r.id`;

const namedSchema = z.object({
  workflow_id: z.string(),
  workflow_name: z.string().nullable(),
  hits: z.number(),
  last_at: storedMoment,
  execution_id: z.string().nullable(),
  schedule_id: z.string().nullable(),
  schedule_name: z.string().nullable(),
});

const ripeSchema = z
  .object({
    id: z.string(),
    workspace_id: z.string(),
    name: z.string(),
    kind: z.enum(ALERT_KINDS),
    threshold: z.number().nullable(),
    window_minutes: z.number().nullable(),
    channels: z.custom<Channels>(),
    fired_count: z.number(),
    hits: z.number(),
    first_at: storedMoment,
    /** The moment of the last hit, as the database writes it. */
    told_until: z.string(),
    named: z.array(namedSchema),
  })
  .transform(({ kind, threshold, window_minutes, ...row }) => ({
    ...row,
    rule: ruleOf({ kind, threshold, window_minutes }) satisfies AlertRule,
  }));

/** An alert that is to fire, with what it has to tell. */
export type RipeAlert = z.infer<typeof ripeSchema>;

export async function ripeAlerts(db: SystemDatabase): Promise<readonly RipeAlert[]> {
  const rows = await db.sql.query(RIPE);
  return rows.map((row) => ripeSchema.parse(row));
}

/** Failures that no window reaches any more. While an alert is silent they stay: they are told together afterwards, or are too few. */
const FORGET = `DELETE FROM alert_hits h USING alerts a, maintenance_state m
WHERE a.id = h.alert_id AND a.kind = 'failures_in_window' AND m.name = 'execution_stats'
  AND (a.last_fired_at IS NULL OR a.last_fired_at <= now() - a.cooldown_minutes * interval '1 minute')
  AND h.at <= (m.value #>> '{}')::timestamptz - a.window_minutes * interval '1 minute'`;

/** Forgets failures that were too few. Only after what is ripe has been read. */
export async function forgetFew(db: SystemDatabase): Promise<void> {
  await db.sql.query(FORGET);
}
