import { z } from 'zod';
import type { Item, Outputs } from '../../engine/item.ts';
import type { JsonObject } from '../../engine/json.ts';
import { mainOutput } from '../../engine/main-output.ts';
import type { PlanNode } from '../../engine/plan.ts';
import { nodesFrom, nodesUpTo } from '../../engine/plan-reach.ts';
import type { EarlierExecution, EarlierRequest, EarlierRun } from '../../executions/history/earlier-executions.ts';
import { isCut } from '../../executions/history/history-json.ts';
import { isRedacted } from '../../executions/history/redacted-json.ts';
import type { PartialRun, ReuseObstacle } from '../../executions/model/partial-run.ts';
import type { CompiledWorkflow } from '../workflow/compiled-workflow.ts';
import { type GivenOutputs, type GivenRun, isPinned, nothingGiven } from './given-outputs.ts';
import { unchangedNodes } from './unchanged-nodes.ts';

/** Reads earlier executions for runners. */
export type EarlierExecutions = {
  load(request: EarlierRequest): Promise<EarlierExecution | null>;
  /** The workflow version that an earlier execution ran. */
  workflow(workflowId: string, version: number): Promise<CompiledWorkflow | null>;
};

/** The reused outputs, or why they can't be reused. */
export type Reuse = { readonly type: 'given'; readonly given: GivenOutputs } | ReuseObstacle;

export type ReuseOptions = { readonly workflow: CompiledWorkflow; readonly options: PartialRun };

const MISSING: ReuseObstacle = { type: 'missing' };

const outputsSchema: z.ZodType<Outputs> = z.record(z.string(), z.array(z.custom<Item>()));

function runKey(nodeId: string, run: number): string {
  return `${run}:${nodeId}`;
}

/** The nodes whose runs may be reused, by the graph and the options alone. */
function candidatesOf({ workflow, options }: ReuseOptions): readonly PlanNode[] {
  const { plan } = workflow;
  const start = plan.byId.get(options.start_node_id ?? '');
  const destination = plan.byId.get(options.destination_node_id ?? '');
  const performed = start === undefined ? new Set<number>() : nodesFrom(plan, start);
  const part = destination === undefined ? new Set(plan.nodes.keys()) : nodesUpTo(plan, destination);
  return plan.nodes.filter(
    (node) => part.has(node.index) && !performed.has(node.index) && !(options.pinned === true && isPinned(node)),
  );
}

/** If the earlier execution ran another version, only unchanged nodes may be reused. `null`: that version no longer exists. */
async function unchangedCandidates(
  earlier: EarlierExecutions,
  { workflow, options }: ReuseOptions,
  { found, candidates }: { found: EarlierExecution; candidates: readonly PlanNode[] },
): Promise<readonly PlanNode[] | null> {
  const { workflowId, version } = workflow.identity;
  if (options.from === undefined || found.workflow_version === version) return candidates;
  const before = await earlier.workflow(workflowId, found.workflow_version);
  if (before === null) return null;
  const pinned = options.pinned === true;
  const unchanged = unchangedNodes({ before: before.plan, after: workflow.plan, pinned });
  return candidates.filter(({ index }) => unchanged.has(index));
}

/** What somebody has said to have happened: with the items that they named, else with those that went on, else with an empty one. */
function happened(node: PlanNode, outputs: Outputs, items: readonly JsonObject[] | null): GivenRun {
  const named = items?.map((json) => ({ json })) ?? null;
  const known = named === null && Object.keys(outputs).length > 0;
  return {
    source: 'reused',
    outputs: known ? outputs : { [mainOutput(node)]: named ?? [{ json: {} }] },
    failure: null,
  };
}

/** `null` for a failed run from which no items went on, and for one of which somebody has said that it did nothing. */
function givenRun(node: PlanNode, run: EarlierRun): GivenRun | null {
  const outputs = outputsSchema.safeParse(run.output_data ?? {}).data ?? {};
  if (run.status === 'completed') return { source: 'reused', outputs, failure: null };
  if (run.settled?.outcome === 'happened') return happened(node, outputs, run.settled.output);
  if (run.settled !== null || node.onError === 'stop' || Object.keys(outputs).length === 0) return null;
  const failure = { code: run.error_code ?? 'node.internal', message: run.error_message ?? '', retryable: false };
  return { source: 'reused', outputs, failure };
}

function reuseOf(nodes: readonly PlanNode[], earlier: EarlierExecution): Reuse {
  const byId = new Map(nodes.map((node) => [node.node.id, node]));
  const given = new Map<string, GivenRun>();
  for (const run of earlier.runs) {
    const node = byId.get(run.node_id);
    if (node === undefined || node.node.type !== run.node_type) continue;
    if (isCut(run.output_data)) return { type: 'cut', nodeId: run.node_id };
    if (isRedacted(run.output_data)) return { type: 'redacted', nodeId: run.node_id };
    const reused = givenRun(node, run);
    if (reused !== null) given.set(runKey(run.node_id, run.run_index), reused);
  }
  return { type: 'given', given: ({ node }, run) => given.get(runKey(node.id, run)) ?? null };
}

/** Reads the outputs that these options reuse. The earlier execution has ended, so every call gives the same, or `missing`. */
export async function loadReuse(earlier: EarlierExecutions, reuse: ReuseOptions): Promise<Reuse> {
  const { reuse_execution_id: executionId } = reuse.options;
  if (executionId === undefined) return { type: 'given', given: nothingGiven };
  const { workspaceId, workflowId } = reuse.workflow.identity;
  const candidates = candidatesOf(reuse);
  const nodeIds = candidates.map(({ node }) => node.id);
  const found = await earlier.load({ workspaceId, executionId, nodeIds });
  if (found === null || found.workflow_id !== workflowId) return MISSING;
  if (candidates.length > 0 && found.runs.length === 0) return MISSING;
  const nodes = await unchangedCandidates(earlier, reuse, { found, candidates });
  return nodes === null ? MISSING : reuseOf(nodes, found);
}
