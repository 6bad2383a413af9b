import { z } from 'zod';
import type { PeopleDatabase } from '../../db/client.ts';
import { storedMoment } from '../../db/stored-moment.ts';
import { hasKeyOf } from '../lifecycle/find-by-key.ts';
import { createdAtOf } from '../model/created-at.ts';
import { TRIGGER_TYPES } from '../model/execution-record.ts';
import { EXECUTION_STATUSES } from '../model/executions.schemas.ts';

/** An execution as the stream of its workspace tells it. */
const listedSchema = z.object({
  id: z.string(),
  workflow_id: z.string(),
  workflow_version: z.number(),
  status: z.enum(EXECUTION_STATUSES),
  trigger_type: z.enum(TRIGGER_TYPES),
  created_at: storedMoment,
  started_at: storedMoment.nullable(),
  completed_at: storedMoment.nullable(),
  wait_until: storedMoment.nullable(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  error_node_id: z.string().nullable(),
  nodes_total: z.number(),
  nodes_completed: z.number(),
  parent_execution_id: z.string().nullable(),
});

export type ListedExecution = z.infer<typeof listedSchema>;

const COLUMNS = Object.keys(listedSchema.shape)
  .map((column) => `e.${column}`)
  .join(', ');

/** How far back the newest are looked for: the partitions of two months. */
const NEWEST = `SELECT ${COLUMNS} FROM executions e
WHERE e.workspace_id = $1::uuid AND e.created_at > now() - interval '30 days'
ORDER BY e.created_at DESC, e.id DESC LIMIT $2::int`;

const NAMED = `SELECT ${COLUMNS} FROM executions e, json_to_recordset($2::json) AS m(id uuid, created_at timestamptz)
WHERE ${hasKeyOf('m')} AND e.workspace_id = $1::uuid`;

/** The newest executions of a workspace, the newest first. */
export async function newestExecutions(
  { sql }: PeopleDatabase,
  workspaceId: string,
  limit: number,
): Promise<readonly ListedExecution[]> {
  return z.array(listedSchema).parse(await sql.query(NEWEST, [workspaceId, limit]));
}

/** These executions of a workspace, in no order. */
export async function namedExecutions(
  { sql }: PeopleDatabase,
  workspaceId: string,
  ids: readonly string[],
): Promise<readonly ListedExecution[]> {
  if (ids.length === 0) return [];
  const keys = ids.map((id) => ({ id, created_at: createdAtOf(id).toISOString() }));
  return z.array(listedSchema).parse(await sql.query(NAMED, [workspaceId, JSON.stringify(keys)]));
}
