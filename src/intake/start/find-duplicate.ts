import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { OUTCOME_COLUMNS, type StoredOutcome, storedOutcomeSchema } from './stored-outcome.ts';

/**
 * What a dedupe key that is taken stands for. `gone`: history no longer has the execution. `expired`: the key no longer counts,
 * and is free now.
 */
export type FirstExecution =
  | { readonly type: 'found'; readonly outcome: StoredOutcome }
  | { readonly type: 'gone'; readonly executionId: string }
  | { readonly type: 'expired' };

/** One statement, so that a key that expires in between is either read or freed. */
const FIND_DUPLICATE = `WITH expired AS (
  DELETE FROM execution_dedupe WHERE workspace_id = $1::uuid AND dedupe_key = $2 AND expires_at < now() RETURNING 1
)
SELECT d.execution_id, ${OUTCOME_COLUMNS}
FROM execution_dedupe d LEFT JOIN executions e ON e.id = d.execution_id AND e.created_at = d.created_at
WHERE d.workspace_id = $1::uuid AND d.dedupe_key = $2 AND NOT EXISTS (SELECT FROM expired)`;

/** The execution that was started with this dedupe key. A key that has expired is freed. */
export async function findDuplicate(db: Database, workspaceId: string, key: string): Promise<FirstExecution> {
  const row = (await db.sql.query(FIND_DUPLICATE, [workspaceId, key]))[0];
  if (row === undefined) return { type: 'expired' };
  if (row.id === null) return { type: 'gone', executionId: String(row.execution_id) };
  return { type: 'found', outcome: storedOutcomeSchema.parse(row) };
}

/** Whether another execution was started with the dedupe key of this one, and the key still counts. */
export async function isDuplicate(
  db: Database,
  { workspaceId, dedupeKey }: Pick<NewExecution, 'workspaceId' | 'dedupeKey'>,
): Promise<boolean> {
  return dedupeKey !== null && (await findDuplicate(db, workspaceId, dedupeKey)).type !== 'expired';
}

const FIND_DUPLICATES = `SELECT d.dedupe_key, e.id, e.status
FROM execution_dedupe d JOIN executions e ON e.id = d.execution_id AND e.created_at = d.created_at
WHERE d.workspace_id = $1::uuid AND d.dedupe_key IN (SELECT json_array_elements_text($2::json))`;

const duplicateSchema = z.object({ dedupe_key: z.string(), id: z.string(), status: z.string() });

/** An execution that was started with a dedupe key before. */
export type EarlierStart = Omit<z.infer<typeof duplicateSchema>, 'dedupe_key'>;

/** The executions that were started with these dedupe keys, by key; without those whose history is gone. */
export async function findDuplicates(
  db: Database,
  workspaceId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, EarlierStart>> {
  if (keys.length === 0) return new Map();
  const rows = await db.sql.query(FIND_DUPLICATES, [workspaceId, JSON.stringify(keys)]);
  return new Map(rows.map((row) => duplicateSchema.parse(row)).map(({ dedupe_key, ...start }) => [dedupe_key, start]));
}
