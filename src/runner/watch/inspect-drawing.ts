import type { NodeCatalog } from '../../engine/catalog.ts';
import type { InputRef } from '../../engine/command.ts';
import { mainOutput } from '../../engine/main-output.ts';
import type { PlanNode } from '../../engine/plan.ts';
import { elementAt } from '../../engine/structure/element.ts';
import type { WorkflowGraph } from '../../engine/workflow.ts';
import type { StoredExecution } from '../../executions/executions.repository.ts';
import { hasEnded } from '../../executions/get-execution.ts';
import type { NodeExecution } from '../../executions/model/executions.schemas.ts';
import type { Drawing, InspectedPoint, Inspection } from '../../expressions/expression-deps.ts';
import { expressionData } from '../node/read-expression-data.ts';
import { isPinned } from '../reuse/given-outputs.ts';
import { hideSecretVariables } from '../run/load-variables.ts';
import { compileWorkflow } from '../workflow/compiled-workflow.ts';
import { type InspectDeps, MAX_ROWS } from './inspect-execution.ts';
import { type PastExecution, type PastRun, readPastRun } from './read-past-run.ts';
import { watchExecution } from './watch-execution.ts';

export type DrawingDeps = InspectDeps & { readonly catalog: NodeCatalog };

/** A drawing, and the execution over whose data it is looked at; `null`: none. */
export type InspectedDrawing = { readonly drawing: Drawing; readonly stored: StoredExecution | null };

/** What an execution has brought forth so far, as far as it may be seen. */
type Seen = { readonly execution: PastExecution; readonly rows: readonly NodeExecution[] };

const NOTHING_SEEN: Seen = { execution: { id: '', trigger_type: 'manual', input_data: null }, rows: [] };

/** The part of a drawing that can be compiled: nodes of known types, and the connections between them. */
function compilable(graph: WorkflowGraph, catalog: NodeCatalog): WorkflowGraph {
  const nodes = graph.nodes.filter((node) => catalog.traits(node) !== undefined);
  const ids = new Set(nodes.map(({ id }) => id));
  const connections = graph.connections.filter(({ source, target }) => ids.has(source) && ids.has(target));
  return { ...graph, nodes, connections };
}

/** While it runs, its row has an input that history may not keep. */
async function seenOf(deps: DrawingDeps, stored: StoredExecution): Promise<Seen> {
  const { execution, promoted } = stored;
  if (hasEnded(execution)) {
    return { execution, rows: await deps.nodes.list(execution.id, { after: -1, limit: MAX_ROWS }) };
  }
  const rows = promoted ? await watchExecution(deps, stored) : [];
  const workflow = await deps.workflows.load(execution.workflow_id, execution.workflow_version);
  return { execution: workflow?.kept === null ? execution : { ...execution, input_data: null }, rows };
}

/** What a node would receive now: what the nodes before it brought forth in their latest runs. */
function refsTo(run: PastRun, node: PlanNode, rows: readonly NodeExecution[]): readonly InputRef[] {
  const { plan } = run.workflow;
  return node.incoming.flatMap((index) => {
    const { source, sourceHandle } = elementAt(plan.connections, index);
    const { id } = elementAt(plan.nodes, source).node;
    const sourceRun = run.data.latest(source) ?? rows.findLast(({ node_id }) => node_id === id)?.run_index;
    if (sourceRun === undefined) return [];
    return [{ connection: index, sourceRun, count: run.data.outputs(source, sourceRun)?.[sourceHandle]?.length ?? 0 }];
  });
}

/** Pinned items stand for what their node brought forth. As many as it received belong to those one by one. */
function pin(run: PastRun, node: PlanNode, rows: readonly NodeExecution[]): void {
  const refs = run.data.refs(node.index, 0) ?? refsTo(run, node, rows);
  const items = node.node.pinned_data ?? [];
  const isLinked = run.data.input(node, refs).items.length === items.length;
  run.data.begin(node.index, 0, refs);
  const linked = isLinked ? items.map((item, from) => ({ ...item, from })) : items;
  run.data.put(node.index, run.data.latest(node.index) ?? 0, { [mainOutput(node)]: linked });
}

type OpenedDrawing = { readonly run: PastRun; readonly rows: readonly NodeExecution[] };

/** The drawing as if it had been run: by what was seen, and by what is pinned to nodes before this one. */
async function openDrawing(
  deps: DrawingDeps,
  { drawing, stored }: InspectedDrawing,
  nodeId: string,
): Promise<OpenedDrawing> {
  const { execution, rows } = stored === null ? NOTHING_SEEN : await seenOf(deps, stored);
  const { graph, ...identity } = drawing;
  const workflow = compileWorkflow({ ...identity, version: 0 }, compilable(graph, deps.catalog), deps.catalog);
  const run = readPastRun(workflow, execution, rows);
  for (const node of workflow.plan.nodes) if (isPinned(node) && node.node.id !== nodeId) pin(run, node, rows);
  if (!workflow.namesVariables) return { run, rows };
  return { run: { ...run, variables: hideSecretVariables(await deps.variables(identity.workspaceId)) }, rows };
}

/**
 * The data that the expressions of a node would read if it ran now: of a drawing, over what the nodes before it have brought forth in an
 * execution, or what is pinned to them. The node need not have run, nor be in that execution. `runIndex`: the input of that run of it.
 */
export async function inspectDrawing(
  deps: DrawingDeps,
  inspected: InspectedDrawing,
  { nodeId, runIndex, itemIndex }: InspectedPoint,
): Promise<Inspection> {
  const { run, rows } = await openDrawing(deps, inspected, nodeId);
  const { plan, graph } = run.workflow;
  const node = plan.nodes[plan.byId.get(nodeId) ?? -1];
  if (node === undefined) return { type: 'not_found' };
  const refs = runIndex === undefined ? refsTo(run, node, rows) : run.data.refs(node.index, runIndex);
  if (refs === undefined) return { type: 'not_found' };
  const place = { node: node.index, runIndex: runIndex ?? 0 };
  run.data.begin(place.node, place.runIndex, refs);
  const why = run.whyMissing(place.node, place.runIndex);
  if (why !== null) return { type: why };
  const { items } = run.data.input(node, refs);
  const at = { ...place, items, now: deps.clock(), random: deps.random };
  const errors = graph.settings.expression_errors ?? 'strict';
  return { type: 'data', data: expressionData(run, at, itemIndex), errors };
}
