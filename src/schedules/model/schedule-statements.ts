import { AUDITED, type AuditEntry } from '../../audit/audited-change.ts';
import type { JsonValue } from '../../engine/json.ts';
import { MAX_SCHEDULES } from './schedule-limits.ts';
import { columnsOf, SHAPE_LIST, SHAPE_RECORD, SHAPE_SET, STATE_RECORD, STATE_SET } from './schedule-parts.ts';
import type { ScheduleShape, ScheduleState } from './schedule-shape.ts';

/** A schedule that is made through the API, and the audit entry that goes with it. Moments are ISO 8601. */
export type ScheduleCreation = {
  readonly schedule: ScheduleShape &
    ScheduleState & {
      readonly id: string;
      readonly workflow_id: string;
      readonly workspace_id: string;
      readonly created_by: string | null;
      readonly paused_at: string | null;
      readonly input_data: JsonValue;
      readonly now: string;
    };
  readonly audit: AuditEntry;
};

/**
 * `$1` is a {@link ScheduleCreation} as JSON. `found`: whether there is such a workflow, which is not archived; `stored`:
 * whether the workspace had room.
 */
export const CREATE_SCHEDULE = `
WITH given AS (
  SELECT * FROM json_to_record($1::json->'schedule') AS g(id uuid, workflow_id uuid, workspace_id uuid, created_by uuid,
    paused_at timestamptz, input_data json, now timestamptz, ${SHAPE_RECORD}, ${STATE_RECORD})
),
target AS (
  SELECT g.* FROM given g JOIN workflows w ON w.id = g.workflow_id AND w.workspace_id = g.workspace_id
  WHERE w.status <> 'archived' FOR KEY SHARE OF w
),
changed AS (
  INSERT INTO schedules (id, workflow_id, workspace_id, created_by, paused_at, input_data, ${SHAPE_LIST}, is_active,
    next_slot_at, next_run_at, created_at, updated_at)
  SELECT g.id, g.workflow_id, g.workspace_id, g.created_by, g.paused_at, g.input_data, ${columnsOf('g')}, g.is_active,
    g.next_slot_at, g.next_run_at, g.now, g.now
  FROM target g WHERE (SELECT count(*) FROM schedules o WHERE o.workspace_id = g.workspace_id) < ${MAX_SCHEDULES}
  RETURNING id
),${AUDITED}
SELECT (SELECT count(*) FROM target)::int AS found, (SELECT count(*) FROM changed)::int AS stored`;

/** A change of a schedule. What is said of a shape and a state counts only where `reshape` and `restate` say so. */
export type ScheduleChange = {
  readonly schedule: Partial<ScheduleShape & ScheduleState> & {
    readonly id: string;
    readonly workspace_id: string;
    /** The revision that the change was made from. */
    readonly expected_revision: number;
    readonly reshape: boolean;
    readonly restate: boolean;
    /** Since when it is paused. */
    readonly paused_at: string | null;
    /** Whether `input_data` is set. */
    readonly refill: boolean;
    readonly input_data: JsonValue;
    readonly now: string;
  };
  readonly audit: AuditEntry;
};

/** `$1` is a {@link ScheduleChange} as JSON. Of two changes of the same revision, the second changes nothing. */
export const CHANGE_SCHEDULE = `
WITH changed AS (
  UPDATE schedules t SET ${SHAPE_SET.join(', ')},
    ${STATE_SET}, paused_at = s.paused_at, revision = t.revision + 1, updated_at = s.now,
    input_data = CASE WHEN s.refill THEN s.input_data ELSE t.input_data END
  FROM json_to_record($1::json->'schedule') AS s(id uuid, workspace_id uuid, expected_revision integer, reshape boolean,
    restate boolean, paused_at timestamptz, refill boolean, input_data json, now timestamptz, ${SHAPE_RECORD}, ${STATE_RECORD})
  WHERE t.id = s.id AND t.workspace_id = s.workspace_id AND t.revision = s.expected_revision
  RETURNING t.id
),${AUDITED}
SELECT id FROM changed`;

export type ScheduleRemoval = {
  readonly schedule: { readonly id: string; readonly workspace_id: string };
  readonly audit: AuditEntry;
};

/** `$1` is a {@link ScheduleRemoval} as JSON. */
export const DELETE_SCHEDULE = `
WITH changed AS (
  DELETE FROM schedules t USING json_to_record($1::json->'schedule') AS s(id uuid, workspace_id uuid)
  WHERE t.id = s.id AND t.workspace_id = s.workspace_id AND t.node_id IS NULL
  RETURNING t.id
),${AUDITED}
SELECT id FROM changed`;
