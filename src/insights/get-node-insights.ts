import type { Actor } from '../security/permissions.ts';
import { figuresOf, percentilesOf, shareOf, sumOf } from './figures.ts';
import type { InsightDeps } from './get-insights.ts';
import { readRange } from './insight-range.ts';
import type { NodeCounts } from './insights.repository.ts';
import type { NodeInsightQuery, NodeInsights } from './insights.schemas.ts';

/** Nodes are many, and their days are not summed up to months. */
const MAX_DAYS = 31;
const MAX_NODES = 50;

function showNode({ histogram, duration_ms, ...node }: NodeCounts): NodeInsights['nodes'][number] {
  const mean = shareOf(duration_ms, node.runs) ?? 0;
  const failure_rate = shareOf(node.failed, node.runs) ?? 0;
  return { ...node, failure_rate, mean_ms: Math.round(mean), ...percentilesOf(histogram) };
}

/** Which nodes fail most often, or take longest. */
export async function getNodeInsights(
  deps: Pick<InsightDeps, 'insights' | 'now'>,
  actor: Actor,
  { sort, workflow_id, ...asked }: NodeInsightQuery,
): Promise<NodeInsights> {
  const range = readRange(asked, { now: deps.now(), maxDays: MAX_DAYS });
  const scope = { workspaceId: actor.workspaceId, workflowId: workflow_id ?? null };
  const [days, nodes, counted_until] = await Promise.all([
    deps.insights.days(scope, range),
    deps.insights.nodes(scope, range, { order: sort, limit: MAX_NODES }),
    deps.insights.countedUntil(),
  ]);
  const { executions } = figuresOf(days);
  const executions_read = sumOf(days, ({ sampled }) => sampled);
  return { ...range, counted_until, executions, executions_read, nodes: nodes.map(showNode) };
}
