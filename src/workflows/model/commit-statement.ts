import { AUDITED, AUDITED_DIFFERENCE, auditedColumns } from '../../audit/audited-change.ts';
import { SCHEDULE_PARTS } from '../../schedules/model/schedule-parts.ts';
import { POLLS_CHANGED } from './polls-changed.ts';

/**
 * One statement stores a change of a workflow whole or not at all: the row, its version, its webhook endpoints, its polls, its
 * schedules and the audit entry. `$1` is a WorkflowCommit as JSON; its lists may be empty.
 */
const INPUT = `
WITH input AS (SELECT $1::json AS doc),
given AS (
  SELECT w.*, doc->'graph'->'nodes' AS nodes, doc->'graph'->'connections' AS connections, doc->'graph'->'settings' AS settings
  FROM input, json_to_record(doc->'workflow') AS w(
    id uuid, workspace_id uuid, created_by uuid, name text, description text, status text,
    published_version int, published_at timestamptz, tags text[], draft_changed_at timestamptz, draft_changed_by uuid,
    expected_revision int, now timestamptz)
), made AS (
  SELECT v.*, row_number() OVER () AS place
  FROM input, json_to_recordset(doc->'versions') AS v(id uuid, of text, origin text, created_by uuid, change_message text)
),`;

const INSERTED = `
changed AS (
  INSERT INTO workflows (id, workspace_id, created_by, name, description, status, tags, nodes, connections,
    settings, created_at, updated_at)
  SELECT id, workspace_id, created_by, name, description, status, tags, nodes, connections, settings, now, now
  FROM given
  RETURNING *, 0 AS counted_before, nodes AS nodes_before, connections AS connections_before, settings AS settings_before
),`;

/** What the audit log tells of a change: drawings are in the versions. */
const TOLD = ['name', 'description', 'status', 'tags', 'version', 'published_version'];

function told(row: string): string {
  return auditedColumns(row, TOLD, [`'settings', ${row}.settings::jsonb - 'canvas'`]);
}

/** Of two changes of the same revision, the second waits for the first, finds another revision, and changes nothing. */
const UPDATED = `
before AS (
  SELECT w.id, w.nodes, w.connections, w.settings, ${told('w')}
  FROM workflows AS w JOIN given AS g ON w.id = g.id AND w.workspace_id = g.workspace_id
),
changed AS (
  UPDATE workflows AS w
  SET name = g.name, description = g.description, status = g.status, tags = g.tags,
    version = CASE WHEN n.made = 0 THEN w.version ELSE w.last_version + n.made END, last_version = w.last_version + n.made,
    published_version = CASE WHEN (doc->>'publishes_last')::boolean THEN w.last_version + n.made ELSE g.published_version END,
    draft_changed_at = g.draft_changed_at, draft_changed_by = g.draft_changed_by, published_at = g.published_at, revision = w.revision + 1, updated_at = g.now,
    nodes = COALESCE(g.nodes, w.nodes), connections = COALESCE(g.connections, w.connections),
    settings = COALESCE(g.settings, w.settings)
  FROM given AS g, input, before AS b, (SELECT count(*)::int AS made FROM made) AS n
  WHERE w.id = g.id AND w.workspace_id = g.workspace_id AND w.revision = g.expected_revision AND b.id = w.id
  RETURNING w.*, w.last_version - n.made AS counted_before, b.nodes AS nodes_before, b.connections AS connections_before,
    b.settings AS settings_before, ${told('w')}
),`;

const PARTS = `
versioned AS (
  INSERT INTO workflow_versions (id, workflow_id, version, nodes, connections, settings, created_by, change_message, origin,
    created_at)
  SELECT v.id, c.id, c.counted_before + v.place,
    CASE v.of WHEN 'before' THEN c.nodes_before ELSE c.nodes END,
    CASE v.of WHEN 'before' THEN c.connections_before ELSE c.connections END,
    CASE v.of WHEN 'before' THEN c.settings_before ELSE c.settings END,
    v.created_by, v.change_message, v.origin, c.updated_at
  FROM changed AS c, made AS v
),
endpoints_created AS (
  INSERT INTO webhook_endpoints (id, workflow_id, workspace_id, node_id, endpoint_id, path, method, is_active, secret,
    created_at, updated_at)
  SELECT e.id, c.id, c.workspace_id, e.node_id, e.endpoint_id, e.path, e.method, e.is_active, e.secret, c.updated_at, c.updated_at
  FROM changed AS c, input, json_to_recordset(doc->'endpoints'->'create') AS e(
    id uuid, node_id text, endpoint_id text, path text, method text, is_active boolean, secret text)
),
endpoints_updated AS (
  UPDATE webhook_endpoints AS t
  SET path = e.path, method = e.method, is_active = e.is_active, revision = t.revision + 1, updated_at = c.updated_at
  FROM changed AS c, input, json_to_recordset(doc->'endpoints'->'update') AS e(
    id uuid, path text, method text, is_active boolean)
  WHERE t.id = e.id AND t.workflow_id = c.id
),
endpoints_removed AS (
  DELETE FROM webhook_endpoints AS t USING changed AS c, input
  WHERE t.workflow_id = c.id AND t.id::text IN (SELECT json_array_elements_text(doc->'endpoints'->'remove'))
),${POLLS_CHANGED}${SCHEDULE_PARTS}`;

const RESULT = `
SELECT version, published_version FROM changed`;

export const INSERT_WORKFLOW = INPUT + INSERTED + PARTS + AUDITED + RESULT;
export const UPDATE_WORKFLOW = INPUT + UPDATED + PARTS + AUDITED_DIFFERENCE + RESULT;

/**
 * `$1` is a WorkflowRemoval as JSON. Its executions go along; those that nobody has counted yet are counted first, so that nobody
 * frees what they used by deleting. The lock on the mark has a count that is under way end before.
 */
export const DELETE_WORKFLOW = `
WITH mark AS MATERIALIZED (
  SELECT hold_execution_count() AS low
), changed AS (
  DELETE FROM workflows AS w
  USING json_to_record($1::json->'workflow') AS g(id uuid, workspace_id uuid, expected_revision int), mark
  WHERE w.id = g.id AND w.workspace_id = g.workspace_id AND w.revision = g.expected_revision
  RETURNING w.id, count_of_deleted(w.id, mark.low)
),${AUDITED}
SELECT id FROM changed`;
