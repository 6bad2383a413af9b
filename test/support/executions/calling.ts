import { expect, vi } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../../src/engine/json.ts';
import type { WorkflowNode } from '../../../src/engine/workflow.ts';
import { executionCallSchema } from '../../../src/executions/model/execution-calls.schemas.ts';
import { pageSchema } from '../../../src/shared/pagination.ts';
import { PATIENCE, untilStatus } from '../executions.ts';
import { chain } from '../graph.ts';
import { runToEnd, startExecution } from '../run-workflow.ts';
import { createWorkflow, node, publish, type User } from '../running-app.ts';
import type { newTarget } from '../target.ts';

/** A published workflow that others may execute: its trigger and these nodes in a row. Gives its id. */
export async function publishCalled(
  user: User,
  nodes: readonly WorkflowNode[],
  { inputs, ...settings }: JsonObject = {},
): Promise<string> {
  const all = [node('called', 'trigger.workflow', inputs === undefined ? {} : { inputs }), ...nodes];
  return (await publish(user, { nodes: all, connections: chain(all.map(({ id }) => id).join(' → ')), settings })).id;
}

/** A node that executes a workflow. */
export function call(workflowId: string, config: JsonObject = {}, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node('call', 'action.execute_workflow', { workflow_id: workflowId, ...config }, more);
}

/** start → call → these nodes */
export function callingGraph(calling: WorkflowNode, nodes: readonly WorkflowNode[] = []) {
  const all = [node('start', 'trigger.manual'), calling, ...nodes];
  return { nodes: all, connections: chain(all.map(({ id }) => id).join(' → ')) };
}

/** Starts a workflow of this graph with these items, and gives the execution's id. */
export async function startGraph(user: User, graph: Parameters<typeof createWorkflow>[1], input: unknown = {}) {
  const { id } = await createWorkflow(user, graph);
  return startExecution(user, id, input);
}

/** The same, and waits until it has completed. */
export async function runGraph(user: User, graph: Parameters<typeof createWorkflow>[1], input: unknown = {}) {
  const { id } = await createWorkflow(user, graph);
  return runToEnd(user, id, input);
}

/** What an execution has called. */
export async function callsOf(user: User, id: string) {
  const reply = await user.api('GET', `/executions/${id}/calls?limit=100`);
  return pageSchema(executionCallSchema).parse(reply.json).data;
}

/** The ids of the executions of a workflow, newest first. */
export async function executionsOf(user: User, workflowId: string): Promise<readonly string[]> {
  const { json } = await user.api('GET', `/executions?workflow_id=${workflowId}&limit=100`);
  return z
    .object({ data: z.array(z.object({ id: z.string() })) })
    .parse(json)
    .data.map(({ id }) => id);
}

/** The one execution of a workflow. */
export async function onlyExecution(user: User, workflowId: string): Promise<string> {
  const ids = await executionsOf(user, workflowId);
  expect(ids).toHaveLength(1);
  return ids[0] ?? '';
}

/** A node that fails. */
export const STOP = node('stop', 'action.stop_error', { message: 'no such order' });

type Target = ReturnType<typeof newTarget>;

/** A called workflow with two effects: one that is held, and one after it. */
export function publishHolding(user: User, target: Target): Promise<string> {
  const one = node('one', 'action.http', { method: 'POST', url: target.url('hold') });
  return publishCalled(user, [one, node('two', 'action.http', { method: 'POST', url: target.url('echo') })]);
}

/** Waits until the target holds one call. */
export function untilCalled(target: Target): Promise<void> {
  return vi.waitFor(async () => expect(await target.calls()).toHaveLength(1), PATIENCE);
}

/** Starts a caller, and waits until the called execution is held and the caller suspended. */
export async function startHeld(user: User, target: Target, workflowId: string): Promise<string> {
  const id = await startGraph(user, callingGraph(call(workflowId)), [{ n: 1 }]);
  await untilCalled(target);
  await untilStatus(user, id, 'waiting');
  return id;
}
