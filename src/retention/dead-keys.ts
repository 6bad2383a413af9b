type SeenTable = 'dedupe_keys' | 'dedupe_marks';

/** The nodes, by workflow, that a table of seen values knows: one look into its index for each. */
function nodesOf(table: SeenTable): string {
  return `nodes AS (
  (SELECT workflow_id, node_id FROM ${table} ORDER BY workflow_id, node_id LIMIT 1)
  UNION ALL
  SELECT next.workflow_id, next.node_id FROM nodes n, LATERAL (
    SELECT k.workflow_id, k.node_id FROM ${table} k WHERE (k.workflow_id, k.node_id) > (n.workflow_id, n.node_id)
    ORDER BY k.workflow_id, k.node_id LIMIT 1) AS next
)`;
}

/**
 * The nodes that have seen something, and are not in the drawing, and in no version that is published, or was the latest within `$1`: so
 * long, rolling back or a retry may bring them back. What a whole workflow has seen (an empty `node_id`) is of no node. Each drawing is
 * read once.
 */
export function removedNodes(table: SeenTable): string {
  return `WITH RECURSIVE ${nodesOf(table)}, seen AS MATERIALIZED (
  SELECT w.* FROM workflows w WHERE w.id IN (SELECT workflow_id FROM nodes WHERE node_id <> '')
), kept AS MATERIALIZED (
  SELECT id AS workflow_id, nodes FROM seen
  UNION ALL
  SELECT v.workflow_id, v.nodes FROM workflow_versions v JOIN seen w ON w.id = v.workflow_id
  WHERE v.version = w.published_version OR coalesce(
    (SELECT min(later.created_at) FROM workflow_versions later
      WHERE later.workflow_id = v.workflow_id AND later.version > v.version), w.draft_changed_at, 'infinity') > now() - $1::interval
)
SELECT workflow_id, node_id FROM nodes WHERE node_id <> ''
EXCEPT
SELECT k.workflow_id, drawn ->> 'id' FROM kept k, json_array_elements(k.nodes) AS drawn`;
}

/** Deletes what these nodes have seen. `$1`: the nodes as JSON, `$2`: how many rows at most. */
export function deleteOfNodes(table: SeenTable): string {
  return `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
  SELECT k.ctid FROM json_to_recordset($1::json) AS d (workflow_id uuid, node_id text)
  JOIN ${table} k ON k.workflow_id = d.workflow_id AND k.node_id = d.node_id LIMIT $2::int
)) RETURNING 1`;
}
