import type { Database } from '../../db/client.ts';

const PUBLISHED = `SELECT published_version FROM workflows
WHERE id = $1::uuid AND workspace_id = $2::uuid AND published_version IS NOT NULL`;

/** The version of a workflow that its triggers run; `null` if none was published, or the workflow is gone. */
export async function publishedVersion(
  db: Database,
  { workflowId, workspaceId }: { workflowId: string; workspaceId: string },
): Promise<number | null> {
  const [row] = await db.sql.query(PUBLISHED, [workflowId, workspaceId]);
  return row === undefined ? null : Number(row.published_version);
}
