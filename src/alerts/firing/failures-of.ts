import { z } from 'zod';
import type { SystemDatabase } from '../../db/client.ts';
import { createdAtOf } from '../../executions/model/created-at.ts';
import type { RipeAlert } from './ripe-alerts.ts';

const FAILURES = `SELECT e.id, e.error_code, e.error_node_id FROM json_to_recordset($1::json) AS k (id uuid, created_at timestamptz)
JOIN executions e ON e.id = k.id AND e.created_at = k.created_at`;

const failureSchema = z.object({
  id: z.string(),
  error_code: z.string().nullable(),
  error_node_id: z.string().nullable(),
});

/** Why an execution failed, and at which node. */
export type FailureOf = z.infer<typeof failureSchema>;

/** The same of all executions that these alerts name, by their ids, as far as they are still there. */
export async function failuresOf(
  db: SystemDatabase,
  alerts: readonly RipeAlert[],
): Promise<ReadonlyMap<string, FailureOf>> {
  const ids = alerts.flatMap(({ named }) => named.flatMap(({ execution_id: id }) => (id === null ? [] : [id])));
  if (ids.length === 0) return new Map();
  const keys = [...new Set(ids)].map((id) => ({ id, created_at: createdAtOf(id).toISOString() }));
  const rows = z.array(failureSchema).parse(await db.sql.query(FAILURES, [JSON.stringify(keys)]));
  return new Map(rows.map((row) => [row.id, row]));
}
