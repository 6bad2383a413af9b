import { AUDITED, type AuditEntry } from '../../audit/audited-change.ts';
import type { Database } from '../../db/client.ts';
import { toStorableJson } from '../../executions/history/history-json.ts';
import { RUN_PARTS } from './run-parts.ts';
import { type ScheduledStart, startRow } from './scheduled-start.ts';

/** Runs of one schedule that a person asks for. */
export type AskedRuns = {
  readonly schedule: {
    readonly id: string;
    readonly workspace_id: string;
    /** The published version that they run. */
    readonly version: number;
  };
  readonly starts: readonly ScheduledStart[];
  readonly audit: AuditEntry;
};

/** The run count that it raises keeps a tick that has just read the schedule from deciding by what was. */
const START = `WITH due AS MATERIALIZED (
  SELECT s.id, s.input_data FROM json_to_record($1::json->'schedule') AS g(id uuid, workspace_id uuid, version integer)
  JOIN schedules s ON s.id = g.id AND s.workspace_id = g.workspace_id
  JOIN workflows w ON w.id = s.workflow_id AND w.status <> 'archived' AND w.published_version = g.version
  FOR UPDATE OF s
),${RUN_PARTS},
changed AS (
  UPDATE schedules s SET run_count = s.run_count + coalesce(c.started, 0),
    last_run_at = CASE WHEN c.started > 0 THEN now() ELSE s.last_run_at END
  FROM due LEFT JOIN counted c ON c.schedule_id = due.id WHERE s.id = due.id
  RETURNING s.id
),${AUDITED}
SELECT (SELECT count(*) FROM due)::int AS found, (SELECT json_agg(id) FROM inserted) AS ids`;

/**
 * Starts runs of a schedule in one statement, with the audit entry. Gives the ids of those whose slots had not run before;
 * `null`: the schedule is gone, or its workflow has another version by now.
 */
export async function startRuns(db: Database, asked: AskedRuns): Promise<readonly string[] | null> {
  const { schedule, starts, audit } = asked;
  const [row] = await db.sql.query(START, [toStorableJson({ schedule, starts: starts.map(startRow), audit })]);
  if (row?.found !== 1) return null;
  return Array.isArray(row.ids) ? row.ids.map(String) : [];
}
