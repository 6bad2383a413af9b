import type { Graph } from '../../scripts/demo/client.ts';
import type { Counted } from '../report/row.ts';
import type { Server } from '../server/start-server.ts';

type Counting = Pick<Server, 'execute'>;

async function count({ execute }: Counting, workflowId: string, condition: string): Promise<number> {
  const query = `SELECT 1 FROM executions WHERE workflow_id = $1::uuid AND completed_at IS NOT NULL AND ${condition}`;
  return execute({ query, params: [workflowId] });
}

/** Counts, among the executions of a workflow that have ended, those that went through the queue and those that had an object. */
export async function countExecutions(bench: Counting, workflowId: string, graph: Graph): Promise<Counted> {
  const ended = await count(bench, workflowId, 'true');
  const effects = graph.nodes.filter(({ type }) => type === 'action.http').length;
  return {
    queued: (await count(bench, workflowId, 'enqueued_at IS NOT NULL')) / ended,
    with_object: (await count(bench, workflowId, 'promoted_at IS NOT NULL')) / ended,
    appends: Math.max(0, effects - 1),
  };
}
