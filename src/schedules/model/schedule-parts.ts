/** The columns of a shape, and their Postgres types. */
const SHAPE = {
  name: 'text',
  cron_expression: 'text',
  timezone: 'text',
  origin: 'timestamptz',
  starts_at: 'timestamptz',
  ends_at: 'timestamptz',
  jitter_seconds: 'integer',
  overlap: 'text',
  catch_up: 'text',
  catch_up_max_runs: 'integer',
  catch_up_window_minutes: 'integer',
} as const;

const COLUMNS = Object.keys(SHAPE);

export const SHAPE_LIST = COLUMNS.join(', ');
export const SHAPE_RECORD = Object.entries(SHAPE)
  .map(([column, type]) => `${column} ${type}`)
  .join(', ');

export const STATE_RECORD = 'is_active boolean, next_slot_at timestamptz, next_run_at timestamptz';

/** Values of a list of columns, from the row of this name. */
export function columnsOf(row: string): string {
  return COLUMNS.map((column) => `${row}.${column}`).join(', ');
}

/** `SET` of a schedule `t` from a row `s` with a new shape. */
export const SHAPE_SET = COLUMNS.map(
  (column) => `${column} = CASE WHEN s.reshape THEN s.${column} ELSE t.${column} END`,
);

/** `SET` for a new state. */
export const STATE_SET = `is_active = CASE WHEN s.restate THEN s.is_active ELSE t.is_active END,
    next_slot_at = CASE WHEN s.restate THEN s.next_slot_at ELSE t.next_slot_at END,
    next_run_at = CASE WHEN s.restate THEN s.next_run_at ELSE t.next_run_at END`;

/** The same, but a schedule that a person pauses meanwhile stays paused. */
const STATE_UNLESS_PAUSED = `is_active = CASE WHEN s.restate THEN s.is_active AND t.paused_at IS NULL ELSE t.is_active END,
    next_slot_at = CASE WHEN NOT s.restate THEN t.next_slot_at WHEN t.paused_at IS NULL THEN s.next_slot_at END,
    next_run_at = CASE WHEN NOT s.restate THEN t.next_run_at WHEN t.paused_at IS NULL THEN s.next_run_at END`;

/**
 * The parts of the statement of a workflow's change that store its schedules. `input` has a document with ScheduleChanges under
 * `schedules`, `given` and `changed` are the workflow.
 */
export const SCHEDULE_PARTS = `
schedules_created AS (
  INSERT INTO schedules (id, workflow_id, workspace_id, created_by, node_id, position, ${SHAPE_LIST}, is_active,
    next_slot_at, next_run_at, created_at, updated_at)
  SELECT s.id, c.id, c.workspace_id, g.created_by, s.node_id, s.position, ${columnsOf('s')}, s.is_active,
    s.next_slot_at, s.next_run_at, c.updated_at, c.updated_at
  FROM changed AS c, given AS g, input, json_to_recordset(doc->'schedules'->'create') AS s(
    id uuid, node_id text, position integer, ${SHAPE_RECORD}, ${STATE_RECORD})
),
schedules_updated AS (
  UPDATE schedules AS t
  SET position = coalesce(s.position, t.position), ${SHAPE_SET.join(', ')},
    ${STATE_UNLESS_PAUSED}, revision = t.revision + 1, updated_at = c.updated_at
  FROM changed AS c, input, json_to_recordset(doc->'schedules'->'update') AS s(
    id uuid, reshape boolean, restate boolean, position integer, ${SHAPE_RECORD}, ${STATE_RECORD})
  WHERE t.id = s.id AND t.workflow_id = c.id
),
schedules_removed AS (
  DELETE FROM schedules AS t USING changed AS c, input
  WHERE t.workflow_id = c.id AND t.id::text IN (SELECT json_array_elements_text(doc->'schedules'->'remove'))
),`;
