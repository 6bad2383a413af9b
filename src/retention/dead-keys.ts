/** The nodes, by workflow, that a table of seen values knows: one look into its index for each. */
function nodesOf(table: string): string {
  return `nodes AS (
  (SELECT workflow_id, node_id FROM ${table} ORDER BY workflow_id, node_id LIMIT 1)
  UNION ALL
  SELECT next.workflow_id, next.node_id FROM nodes n, LATERAL (
    SELECT k.workflow_id, k.node_id FROM ${table} k WHERE (k.workflow_id, k.node_id) > (n.workflow_id, n.node_id)
    ORDER BY k.workflow_id, k.node_id LIMIT 1) AS next
)`;
}

/**
 * Deletes what nodes have seen that are not in the drawing, and in no version that is published, or was the latest within `$1`: so long, rolling back or
 * a retry may bring them back. What a whole workflow has seen (an empty `node_id`) stays. `$2`: how many rows at most.
 */
export function deleteOfRemovedNodes(table: 'dedupe_keys' | 'dedupe_marks'): string {
  return `WITH RECURSIVE ${nodesOf(table)}, dead AS MATERIALIZED (
  SELECT n.workflow_id, n.node_id FROM nodes n WHERE n.node_id <> '' AND NOT EXISTS (
    SELECT 1 FROM workflows w, json_array_elements(w.nodes) AS drawn WHERE w.id = n.workflow_id AND drawn ->> 'id' = n.node_id
  ) AND NOT EXISTS (
    SELECT 1 FROM workflows w JOIN workflow_versions v ON v.workflow_id = w.id, json_array_elements(v.nodes) AS drawn
    WHERE w.id = n.workflow_id AND drawn ->> 'id' = n.node_id AND (v.version = w.published_version OR coalesce(
      (SELECT min(later.created_at) FROM workflow_versions later
        WHERE later.workflow_id = v.workflow_id AND later.version > v.version), w.draft_changed_at, 'infinity') > now() - $1::interval))
)
DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
  SELECT k.ctid FROM ${table} k JOIN dead d ON d.workflow_id = k.workflow_id AND d.node_id = k.node_id LIMIT $2::int
)) RETURNING 1`;
}
