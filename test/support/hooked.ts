import type { JsonObject } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { chain } from './graph.ts';
import { type Graph, node, type User } from './running-app.ts';

/** hook → …: a webhook with what follows it. */
export function hooked(config: JsonObject, ...rest: readonly WorkflowNode[]): Graph {
  const nodes = [node('hook', 'trigger.webhook', config), ...rest];
  return { nodes, connections: chain(nodes.map(({ id }) => id).join(' → ')) };
}

/** A node that answers with what the expressions of this object come to. */
export function showing(json: JsonObject): WorkflowNode {
  return node('show', 'action.set', { mode: 'json', json });
}

/** How many executions a workflow has. */
export async function countExecutions(user: User, workflowId: string): Promise<number> {
  const { json } = await user.api('GET', `/executions?workflow_id=${workflowId}`);
  return Array.isArray(json.data) ? json.data.length : -1;
}
