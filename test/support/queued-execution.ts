import { insertExecution, workflowGuard } from '../../src/executions/lifecycle/insert-execution.ts';
import type { NewExecution } from '../../src/executions/model/execution-record.ts';
import { newExecution } from '../../src/executions/model/new-execution.ts';
import { newId } from '../../src/shared/ids.ts';
import { createWorkflow, node, type User } from './running-app.ts';
import { testDatabase } from './test-database.ts';

/** A workflow of a trigger alone, for executions of which only the rows are looked at. Gives its id. */
export async function createIdleWorkflow(user: User): Promise<string> {
  return (await createWorkflow(user, { nodes: [node('start', 'trigger.manual')], connections: [] })).id;
}

/** Puts an execution of a workflow into the database as intake does, but sends no message. Gives its id. */
export async function queueExecution(
  { workspaceId }: User,
  workflowId: string,
  changes: Partial<NewExecution> = {},
): Promise<string> {
  const createdAt = changes.createdAt ?? Date.now();
  const execution = newExecution({
    id: newId(createdAt),
    createdAt,
    workflowId,
    workspaceId,
    workflowVersion: 1,
    triggerType: 'manual',
    triggerNodeId: 'start',
    triggerData: {},
    inputData: {},
    hasEffects: false,
    nodesTotal: 0,
    ...changes,
  });
  const inserted = await insertExecution(testDatabase(), {
    execution,
    guard: workflowGuard(execution),
    entry: { type: 'queued' },
  });
  if (inserted !== 'inserted') throw new Error(inserted);
  return execution.id;
}

/** Changes the row of an execution as SQL says: `status = 'running', lease_expires_at = now()`. */
export async function changeRow(id: string, assignments: string): Promise<void> {
  await testDatabase().sql.query(`UPDATE executions SET ${assignments} WHERE id = $1::uuid`, [id]);
}

/** The row of an execution, as the database has it. */
export async function rowOf(id: string): Promise<Record<string, unknown>> {
  const rows = await testDatabase().sql.query('SELECT * FROM executions WHERE id = $1::uuid', [id]);
  return rows[0] ?? {};
}
