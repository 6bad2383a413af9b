import type { WorkflowNode } from '../../../src/engine/workflow.ts';
import { newId } from '../../../src/shared/ids.ts';
import { executionId } from '../../support/executions.ts';
import { chain } from '../../support/graph.ts';
import { execute } from '../../support/run-workflow.ts';
import { createWorkflow, type Graph, node, type User } from '../../support/running-app.ts';

/** These nodes, one after the other. */
export function graphOf(nodes: readonly WorkflowNode[], settings: Graph['settings'] = {}): Graph {
  return { nodes, connections: chain(nodes.map(({ id }) => id).join(' → ')), settings };
}

/** Nodes of which the second copies the field `secret` of what comes in. */
export const start = node('start', 'trigger.manual');
export const copy = node('copy', 'action.set', { mode: 'json', json: { copied: '{{ $json.secret }}' } });
export const end = node('end', 'logic.noop');

/** All that the API tells of an execution. */
export async function told(user: User, id: string): Promise<string> {
  const places = ['', '/nodes', '/calls', '/waits'].map((path) => user.api('GET', `/executions/${id}${path}`));
  return (await Promise.all(places)).map(({ text }) => text).join('\n');
}

/** Runs it to its end. Gives the id of the execution. */
export async function runIt(user: User, graph: Graph, input: object): Promise<string> {
  const { id } = await createWorkflow(user, graph);
  return executionId(await execute(user, id, { input, wait: true }));
}

/** A text that is nowhere else, so that it can be looked for everywhere. */
export function newCanary(): string {
  return `canary-${newId(Date.now())}`;
}
