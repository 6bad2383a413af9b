import { expect, vi } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { type OpenWait, openWaitListSchema } from '../../src/executions/model/waits.schemas.ts';
import { executionId, PATIENCE, untilStatus } from './executions.ts';
import { chain } from './graph.ts';
import { execute } from './run-workflow.ts';
import { createWorkflow, type Graph, node, type User } from './running-app.ts';

/** A node that waits for a call. */
export function wait(config: JsonObject = {}, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node('wait', 'logic.wait', { resume: 'webhook', ...config }, more);
}

/** start → … */
export function starting(...nodes: readonly WorkflowNode[]): Graph {
  const all = [node('start', 'trigger.manual'), ...nodes];
  return { nodes: all, connections: chain(all.map(({ id }) => id).join(' → ')) };
}

/** Begins an execution of the graph. Gives its id. */
export async function startExecution(user: User, graph: Graph, request: JsonObject = {}): Promise<string> {
  const { id } = await createWorkflow(user, graph);
  return executionId(await execute(user, id, request));
}

export async function openWaits(user: User, id: string): Promise<readonly OpenWait[]> {
  return openWaitListSchema.parse((await user.api('GET', `/executions/${id}/waits`)).json).data;
}

/** The URL of the only wait of an execution, once it is there. */
export function waitUrl(user: User, id: string): Promise<string> {
  return vi.waitFor(async () => {
    const [open, another] = await openWaits(user, id);
    expect([typeof open?.url, another]).toEqual(['string', undefined]);
    return open?.url ?? '';
  }, PATIENCE);
}

/** An execution that rests at its wait, and the URL that resumes it. */
export async function resting(user: User, ...nodes: readonly WorkflowNode[]): Promise<{ id: string; url: string }> {
  const id = await startExecution(user, starting(...nodes));
  await untilStatus(user, id, 'waiting');
  return { id, url: await waitUrl(user, id) };
}
