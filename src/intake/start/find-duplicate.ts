import type { Database } from '../../db/client.ts';
import { OUTCOME_COLUMNS, type StoredOutcome, storedOutcomeSchema } from './stored-outcome.ts';

const FIND_DUPLICATE = `SELECT ${OUTCOME_COLUMNS}
FROM execution_dedupe d JOIN executions e ON e.id = d.execution_id AND e.created_at = d.created_at
WHERE d.workspace_id = $1::uuid AND d.dedupe_key = $2`;

/** The execution that was started with this dedupe key; `null` if its history is gone. */
export async function findDuplicate(db: Database, workspaceId: string, key: string): Promise<StoredOutcome | null> {
  const row = (await db.sql.query(FIND_DUPLICATE, [workspaceId, key]))[0];
  return row === undefined ? null : storedOutcomeSchema.parse(row);
}
