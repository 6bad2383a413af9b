import type { PartialRun, ReuseObstacle } from '../../executions/model/partial-run.ts';
import type { WorkflowSource } from '../workflow/workflow-source.ts';
import { partOf } from './prepare-run.ts';
import { type EarlierExecutions, loadReuse } from './reuse-runs.ts';

/** What a run of a version, or of a part of it, would be like. */
export type RunDescription = {
  readonly hasEffects: boolean;
  readonly nodes: number;
  /** Why it can't reuse the execution that it names; `null` if it can, or names none. */
  readonly obstacle: ReuseObstacle | null;
};

export type DescribeRequest = {
  readonly workflowId: string;
  readonly version: number;
  readonly options: PartialRun;
};

/** Describes a run before it starts. `null` if there is no such version, or it lacks the destination. */
export async function describeRun(
  { workflows, earlier }: { workflows: WorkflowSource; earlier: EarlierExecutions },
  { workflowId, version, options }: DescribeRequest,
): Promise<RunDescription | null> {
  const workflow = await workflows.load(workflowId, version);
  const destination = options.destination_node_id;
  if (workflow === null || (destination !== undefined && !workflow.plan.byId.has(destination))) return null;
  const part = partOf(workflow, options);
  const reuse = await loadReuse(earlier, { workflow: part, options });
  const obstacle = reuse.type === 'given' ? null : reuse;
  return { hasEffects: part.plan.hasEffects, nodes: part.plan.nodes.length, obstacle };
}
