import type { WorkflowGraph, WorkflowNode } from '../engine/workflow.ts';
import type { Actor } from '../security/permissions.ts';
import { checkGraph, UNKNOWN_CREDENTIAL } from './check-graph.ts';
import { storeNewWorkflow } from './store-new-workflow.ts';
import type { ImportWorkflow, StrippedCredential } from './transfer.schemas.ts';
import type { WorkflowDeps } from './workflow-deps.ts';
import { invalidGraph } from './workflows.errors.ts';
import type { Workflow } from './workflows.schemas.ts';

export type ImportedWorkflow = {
  readonly workflow: Workflow;
  readonly stripped_credentials: readonly StrippedCredential[];
};

function withoutCredential({ credentials: _, ...node }: WorkflowNode): WorkflowNode {
  return node;
}

function strip(graph: WorkflowGraph, nodeIds: ReadonlySet<string>): WorkflowGraph {
  return { ...graph, nodes: graph.nodes.map((node) => (nodeIds.has(node.id) ? withoutCredential(node) : node)) };
}

/** Stores a file as a new draft. Ids stay as they are; credentials that this workspace doesn't have are taken off and named. */
export async function importWorkflow(
  deps: WorkflowDeps,
  actor: Actor,
  input: ImportWorkflow,
): Promise<ImportedWorkflow> {
  const { name, description, tags, nodes, connections, settings } = input;
  const { graph, faults } = await checkGraph(deps, actor.workspaceId, { nodes, connections, settings });
  const unknown = faults.filter(({ code }) => code === UNKNOWN_CREDENTIAL);
  if (faults.length > unknown.length) throw invalidGraph(faults.filter(({ code }) => code !== UNKNOWN_CREDENTIAL));
  const strangers = new Set(unknown.flatMap(({ node_id }) => node_id ?? []));
  const workflow = await storeNewWorkflow(deps, actor, {
    ...{ action: 'workflow.imported', name, description, tags },
    graph: strip(graph, strangers),
    changeMessage: 'Imported',
  });
  const stripped = graph.nodes.flatMap(({ id, name: node_name, credentials }) =>
    credentials !== undefined && strangers.has(id) ? [{ node_id: id, node_name, credential_id: credentials }] : [],
  );
  return { workflow, stripped_credentials: stripped };
}
