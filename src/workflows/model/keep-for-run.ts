import type { WorkflowGraph } from '../../engine/workflow.ts';

/** A graph that is to be run, and has to be kept as it is. */
export type RunVersion = {
  /** The id of the new version, should it need one. */
  readonly id: string;
  readonly workflow_id: string;
  readonly workspace_id: string;
  /** `null`: the drawing as it stands. */
  readonly graph: WorkflowGraph | null;
  readonly created_by: string | null;
  readonly now: string;
};

/**
 * `$1`: a RunVersion as JSON. Gives the number of the latest version that people made or that was made last, if it has this graph;
 * otherwise makes one. The row is locked, so no two get the same number. The revision stays: nobody has changed the drawing.
 */
export const KEEP_FOR_RUN = `
WITH input AS (SELECT $1::json AS doc),
given AS (
  SELECT g.*, doc->'graph'->'nodes' AS nodes, doc->'graph'->'connections' AS connections, doc->'graph'->'settings' AS settings
  FROM input, json_to_record(doc) AS g(id uuid, workflow_id uuid, workspace_id uuid, created_by uuid, now timestamptz)
), held AS (
  SELECT w.id, w.version, w.last_version, COALESCE(g.nodes, w.nodes) AS nodes,
    COALESCE(g.connections, w.connections) AS connections, COALESCE(g.settings, w.settings) AS settings
  FROM workflows w JOIN given g ON w.id = g.workflow_id AND w.workspace_id = g.workspace_id
  FOR UPDATE OF w
), same AS (
  SELECT max(v.version) AS version FROM held h JOIN workflow_versions v ON v.workflow_id = h.id
  WHERE v.version IN (h.version, h.last_version) AND v.nodes::text = h.nodes::text
    AND v.connections::text = h.connections::text AND v.settings::text = h.settings::text
), counted AS (
  UPDATE workflows w SET last_version = w.last_version + 1 FROM held h, same s
  WHERE w.id = h.id AND s.version IS NULL
  RETURNING w.id, w.last_version
), made AS (
  INSERT INTO workflow_versions (id, workflow_id, version, nodes, connections, settings, created_by, origin, created_at)
  SELECT g.id, c.id, c.last_version, h.nodes, h.connections, h.settings, g.created_by, 'run', g.now
  FROM counted c, held h, given g
)
SELECT COALESCE(s.version, c.last_version) AS version FROM held h CROSS JOIN same s LEFT JOIN counted c ON c.id = h.id`;
