import type { WorkflowGraph } from '../engine/workflow.ts';
import type { Actor } from '../security/permissions.ts';
import { changeWorkflow } from './change-workflow.ts';
import { requireValidGraph } from './check-graph.ts';
import { assertMayUseCredentials } from './credential-use.ts';
import { sameGraph } from './graph/diff-graphs.ts';
import { loadForChange, type WorkflowChoice } from './load-workflow.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import { archivedWorkflow, preconditionRequired } from './model/workflows.errors.ts';
import type { SaveWorkflow, Workflow } from './model/workflows.schemas.ts';

type Save = WorkflowChoice & { readonly input: SaveWorkflow };

/** The new graph, or `undefined` if the save doesn't change it: then it need not be checked, either. */
async function changedGraph(
  deps: WorkflowDeps,
  actor: Actor,
  { current, input }: { readonly current: Workflow; readonly input: SaveWorkflow },
): Promise<WorkflowGraph | undefined> {
  if (input.nodes === undefined && input.connections === undefined && input.settings === undefined) return undefined;
  const { nodes = current.nodes, connections = current.connections, settings = current.settings } = input;
  const graph = await requireValidGraph(deps, actor, { nodes, connections, settings });
  return sameGraph(current, graph) ? undefined : graph;
}

/** Saves what was sent and keeps the rest. A changed graph becomes a new version; triggers go on with the published one. */
export async function saveWorkflow(deps: WorkflowDeps, actor: Actor, { id, ifMatch, input }: Save): Promise<Workflow> {
  if (ifMatch === null) throw preconditionRequired();
  const current = await loadForChange(deps, actor, { id, ifMatch });
  if (current.status === 'archived') throw archivedWorkflow();
  const graph = await changedGraph(deps, actor, { current, input });
  if (graph !== undefined) assertMayUseCredentials(actor, graph);
  const { name = current.name, description = current.description, tags = current.tags } = input;
  return changeWorkflow(deps, actor, {
    current,
    ifMatch,
    audit: {
      action: 'workflows.saved',
      details: { version: graph === undefined ? current.version : current.version + 1 },
    },
    set: { name, description, tags },
    ...(graph === undefined ? {} : { graph, changeMessage: input.change_message }),
  });
}
