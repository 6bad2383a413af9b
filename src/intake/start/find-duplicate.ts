import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { JsonValue } from '../../engine/json.ts';
import { timeOfId } from '../../shared/ids.ts';

const COLUMNS = 'e.id, e.status, e.response, e.output_data, e.error_code, e.error_message';

const FIND = `SELECT ${COLUMNS}
FROM execution_dedupe d JOIN executions e ON e.id = d.execution_id AND e.created_at = d.created_at
WHERE d.workspace_id = $1::uuid AND d.dedupe_key = $2`;

const FIND_ENDED = `SELECT ${COLUMNS} FROM executions e
WHERE e.id = $1::uuid AND e.created_at = $2::timestamptz AND e.status IN ('completed', 'failed', 'cancelled')`;

const schema = z.object({
  id: z.string(),
  status: z.enum(['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled']),
  response: z.custom<JsonValue>(),
  output_data: z.custom<JsonValue>(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
});

/** The execution that the first delivery of a repeated one started. */
export type FirstExecution = z.infer<typeof schema>;

/** The execution with this dedupe key, or `null` if its history is gone. */
export async function findDuplicate(db: Database, workspaceId: string, key: string): Promise<FirstExecution | null> {
  const row = (await db.sql.query(FIND, [workspaceId, key]))[0];
  return row === undefined ? null : schema.parse(row);
}

/** What became of an execution, or `null` if it has not ended. */
export async function findEnded(db: Database, id: string): Promise<FirstExecution | null> {
  const createdAt = new Date(timeOfId(id) ?? 0).toISOString();
  const row = (await db.sql.query(FIND_ENDED, [id, createdAt]))[0];
  return row === undefined ? null : schema.parse(row);
}

/** `executions.response` as a `CallerResponse`: what the caller was answered. */
export const storedResponseSchema = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
