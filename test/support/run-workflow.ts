import type { Execution } from '../../src/executions/model/executions.schemas.ts';
import { executionId, untilStatus } from './executions.ts';
import { chain } from './graph.ts';
import { changeStatus, type Graph, node, type Reply, saveWorkflow, type User } from './running-app.ts';

/** start → say, which gives the word and the `n` that came in. */
export function sayingGraph(word: string): Graph {
  const say = node('say', 'action.set', { mode: 'json', json: { word, n: '{{ $json.n }}' } });
  return { nodes: [node('start', 'trigger.manual'), say], connections: chain('start → say') };
}

/** Asks the API to execute a workflow. */
export function execute(
  user: User,
  workflowId: string,
  body: object = {},
  headers: Record<string, string> = {},
): Promise<Reply> {
  return user.api('POST', `/workflows/${workflowId}/execute`, body, headers);
}

/** Starts an execution with this input, and gives its id. */
export async function startExecution(user: User, workflowId: string, input?: unknown): Promise<string> {
  return executionId(await execute(user, workflowId, { input }));
}

/** Runs a workflow with this input until it has completed. */
export async function runToEnd(user: User, workflowId: string, input?: unknown): Promise<Execution> {
  return untilStatus(user, await startExecution(user, workflowId, input), 'completed');
}

/** Asks the API to retry an execution. */
export function retry(user: User, id: string, body: object = {}): Promise<Reply> {
  return user.api('POST', `/executions/${id}/retry`, body);
}

/** Saves another drawing of a workflow and publishes it. Gives the new ETag. */
export async function republish(user: User, { id, etag }: { id: string; etag: string }, graph: Graph): Promise<string> {
  return changeStatus(user, { id, etag: await saveWorkflow(user, { id, etag }, graph) }, 'publish');
}
