import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import { EXECUTION_STATUSES } from '../../executions/model/executions.schemas.ts';

/** One run of a schedule. Moments are ISO 8601; `position`: its place in the list, as the database writes it. */
export type StoredRun = z.infer<typeof storedRunSchema>;

/** Where a page starts: after this run. */
type RunPosition = { readonly slot: string; readonly byHand: boolean };

type RunListing = {
  readonly workspaceId: string;
  readonly scheduleId: string;
  readonly after: RunPosition | null;
  readonly limit: number;
};

export type ScheduleRunRepository = {
  /** The latest slots first. */
  list(listing: RunListing): Promise<readonly StoredRun[]>;
  /** How late the last runs began that a tick has started, in milliseconds, the latest first; `limit` runs at most. */
  lags(workspaceId: string, scheduleId: string, limit: number): Promise<readonly number[]>;
};

/** An execution that is gone has no status any more. */
const LIST = `SELECT r.slot_at, r.slot_at::text AS position, r.by_hand, r.reason, r.execution_id, r.created_at, e.status, e.started_at
FROM schedule_runs r LEFT JOIN executions e ON e.id = r.execution_id AND e.created_at = r.created_at
WHERE r.workspace_id = $1::uuid AND r.schedule_id = $2::uuid
  AND ($3::timestamptz IS NULL OR (r.slot_at, r.by_hand) < ($3::timestamptz, $4::boolean))
ORDER BY r.slot_at DESC, r.by_hand DESC LIMIT $5::int`;

const storedRunSchema = z.object({
  slot_at: storedMoment,
  position: z.string(),
  by_hand: z.boolean(),
  reason: z.enum(['schedule', 'backfill', 'run_now']),
  execution_id: z.string(),
  created_at: storedMoment,
  status: z.enum(EXECUTION_STATUSES).nullable(),
  started_at: storedMoment.nullable(),
});

const LAGS = `SELECT (extract(epoch FROM e.started_at - r.slot_at) * 1000)::float8 AS lag
FROM (
  SELECT slot_at, execution_id, created_at FROM schedule_runs
  WHERE workspace_id = $1::uuid AND schedule_id = $2::uuid AND NOT by_hand AND reason = 'schedule'
  ORDER BY slot_at DESC LIMIT $3::int
) r JOIN executions e ON e.id = r.execution_id AND e.created_at = r.created_at
WHERE e.started_at IS NOT NULL ORDER BY r.slot_at DESC`;

export function createScheduleRunRepository(db: PeopleDatabase): ScheduleRunRepository {
  return {
    async list({ workspaceId, scheduleId, after, limit }) {
      const from = [after?.slot ?? null, after?.byHand ?? null];
      const rows = await db.sql.query(LIST, [workspaceId, scheduleId, ...from, limit]);
      return rows.map((row) => storedRunSchema.parse(row));
    },
    async lags(workspaceId, scheduleId, limit) {
      const rows = await db.sql.query(LAGS, [workspaceId, scheduleId, limit]);
      return rows.map((row) => Math.round(Number(row.lag)));
    },
  };
}
