/** How long the answer of an execution is kept where its workflow keeps no data: longer than any caller waits. */
const KEPT_FOR = '15 minutes';

/**
 * The part of a statement that notes what is to be forgotten soon: of the rows of `part`, which have the columns `id`, `created_at`,
 * `workspace_id`, and `forget`: the answer, or the row.
 */
export function forgetLater(part: string): string {
  return `, forgotten AS (
  INSERT INTO executions_to_forget (execution_id, execution_created_at, workspace_id, what, due_at)
  SELECT id, created_at, workspace_id, forget, now() + interval '${KEPT_FOR}' FROM ${part} WHERE forget IS NOT NULL
  ON CONFLICT DO NOTHING
)`;
}
