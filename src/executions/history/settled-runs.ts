import type { Database } from '../../db/client.ts';

const SETTLED = `SELECT 1 FROM execution_attention
WHERE execution_id = $1::uuid AND node_id <> '' AND settled_at IS NOT NULL LIMIT 1`;

/** Whether somebody has said of a node run of this execution what came of it. */
export async function hasSettledRuns(db: Database, executionId: string): Promise<boolean> {
  return (await db.sql.query(SETTLED, [executionId])).length > 0;
}
