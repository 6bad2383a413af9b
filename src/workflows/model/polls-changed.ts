/**
 * The parts of a {@link UPDATE_WORKFLOW} that make the polls fit the graph that runs. One that is new or asks something else is
 * made at the next tick; its cursor is kept only as long as it asks the same.
 */
export const POLLS_CHANGED = `
polls_created AS (
  INSERT INTO polls (id, workflow_id, workspace_id, node_id, address, every_minutes, next_poll_at, created_at, updated_at)
  SELECT p.id, c.id, c.workspace_id, p.node_id, p.address, p.every_minutes, c.updated_at, c.updated_at, c.updated_at
  FROM changed AS c, input, json_to_recordset(doc->'polls'->'create') AS p(id uuid, node_id text, address text, every_minutes int)
),
polls_updated AS (
  UPDATE polls AS t
  SET cursor = CASE WHEN t.address = p.address THEN t.cursor END, address = p.address, every_minutes = p.every_minutes,
    failures = 0, last_error_code = NULL, last_error_message = NULL, next_poll_at = c.updated_at,
    revision = t.revision + 1, updated_at = c.updated_at
  FROM changed AS c, input, json_to_recordset(doc->'polls'->'update') AS p(id uuid, address text, every_minutes int)
  WHERE t.id = p.id AND t.workflow_id = c.id
),
polls_removed AS (
  DELETE FROM polls AS t USING changed AS c, input
  WHERE t.workflow_id = c.id AND t.id::text IN (SELECT json_array_elements_text(doc->'polls'->'remove'))
),`;
