import type { WorkflowGraph } from '../engine/workflow.ts';
import type { Actor } from '../security/permissions.ts';
import { readDrawing } from './check-graph.ts';
import type { RawGraph } from './graph/parse-graph.ts';
import { loadWorkflow } from './load-workflow.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';

type Asked = { readonly workflowId: string; readonly raw: RawGraph | undefined };

type NamedDrawing = {
  readonly workflowId: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly graph: WorkflowGraph;
};

/** The drawing of a workflow as it stands, or the readable part of another one of it. Throws `workflows.not_found`, `workflows.graph_too_large`. */
export async function drawingOf(
  deps: Pick<WorkflowDeps, 'workflows' | 'catalog'>,
  actor: Actor,
  { workflowId, raw }: Asked,
): Promise<NamedDrawing> {
  const { name, nodes, connections, settings } = await loadWorkflow(deps, actor, workflowId);
  const graph = raw === undefined ? { nodes, connections, settings } : readDrawing(deps, raw);
  return { workflowId, workspaceId: actor.workspaceId, name, graph };
}
