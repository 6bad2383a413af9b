import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { runsRefused } from '../../plans/refusals.ts';
import { CATCH_UP_POLICIES, OVERLAP_POLICIES } from '../slots/schedule-policies.ts';

/**
 * Schedules whose start has come, the earliest first. Paused ones, and those of which no slot is left, are not in the index. Those of a
 * workspace that used up its plan stay due.
 * `$1`: now, `$2` and `$3`: the schedule after which to go on, `$4`: how many at most.
 */
const DUE = `SELECT s.id, s.workspace_id, s.workflow_id, s.node_id, s.name, s.cron_expression, s.timezone, s.origin, s.starts_at,
  s.ends_at, s.jitter_seconds, s.overlap, s.catch_up, s.catch_up_max_runs, s.catch_up_window_minutes, s.next_slot_at,
  s.next_run_at, s.next_run_at::text AS run_at, s.revision, s.run_count,
  CASE WHEN w.status = 'active' THEN w.published_version END AS version
FROM schedules s JOIN workflows w ON w.id = s.workflow_id AND w.workspace_id = s.workspace_id
WHERE s.is_active AND s.next_run_at <= $1::timestamptz AND (s.next_run_at, s.id) > ($2::timestamptz, $3::uuid)
  AND NOT ${runsRefused('s.workspace_id')}
ORDER BY s.next_run_at, s.id LIMIT $4::int`;

const instant = z.union([z.date(), z.string()]).transform((value) => new Date(value).getTime());

const dueRowSchema = z.object({
  id: z.string(),
  workspace_id: z.string(),
  workflow_id: z.string(),
  node_id: z.string().nullable(),
  name: z.string(),
  cron_expression: z.string(),
  timezone: z.string(),
  origin: instant,
  starts_at: instant.nullable(),
  ends_at: instant.nullable(),
  jitter_seconds: z.number(),
  overlap: z.enum(OVERLAP_POLICIES),
  catch_up: z.enum(CATCH_UP_POLICIES),
  catch_up_max_runs: z.number(),
  catch_up_window_minutes: z.number(),
  next_slot_at: instant,
  next_run_at: instant,
  /** `next_run_at` as the database writes it, to be compared with. */
  run_at: z.string(),
  revision: z.number(),
  run_count: z.number(),
  /** The published version; `null`: the workflow is not active. */
  version: z.number().nullable(),
});

/** A schedule that is due. Moments in milliseconds since the epoch. */
export type DueRow = z.infer<typeof dueRowSchema>;

export type DuePage = {
  readonly now: number;
  /** The last schedule of the page before; `null`: from the start. */
  readonly after: Pick<DueRow, 'run_at' | 'id'> | null;
  readonly limit: number;
};

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Reads a page of the schedules that are due. */
export async function readDue(db: Database, { now, after, limit }: DuePage): Promise<readonly DueRow[]> {
  const from = [after?.run_at ?? '-infinity', after?.id ?? NOBODY];
  const rows = await db.sql.query(DUE, [new Date(now).toISOString(), ...from, limit]);
  return rows.map((row) => dueRowSchema.parse(row));
}

const NEXT_START = `SELECT min(next_run_at) AS next FROM schedules WHERE is_active AND next_run_at > $1::timestamptz`;

/** When the next schedule starts after a moment; `null`: none does. */
export async function nextStart(db: Database, after: number): Promise<number | null> {
  const [row] = await db.sql.query(NEXT_START, [new Date(after).toISOString()]);
  return instant.nullable().parse(row?.next ?? null);
}
