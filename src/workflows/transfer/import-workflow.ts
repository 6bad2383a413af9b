import type { WorkflowGraph, WorkflowNode, WorkflowSettings } from '../../engine/workflow.ts';
import type { Actor } from '../../security/permissions.ts';
import { assertStorable, checkGraph, toldFaults, UNKNOWN_CREDENTIAL, UNKNOWN_WORKFLOW } from '../check-graph.ts';
import { mayUseCredentials } from '../credential-use.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import type { SavedWorkflow } from '../model/workflows.schemas.ts';
import { storeNewWorkflow } from '../store-new-workflow.ts';
import type { ImportWorkflow, StrippedCredential } from './transfer.schemas.ts';

export type ImportedWorkflow = {
  readonly workflow: SavedWorkflow;
  readonly stripped_credentials: readonly StrippedCredential[];
  readonly stripped_error_workflow_id: string | null;
};

function withoutCredential({ credentials: _, ...node }: WorkflowNode): WorkflowNode {
  return node;
}

function withoutErrorWorkflow({ error_workflow_id: _, ...settings }: WorkflowSettings): WorkflowSettings {
  return settings;
}

/** What the graph names and this workspace lacks: the credentials of these nodes, and the error workflow. */
type Missing = { readonly nodeIds: ReadonlySet<string>; readonly errorWorkflow: boolean };

function withoutMissing(graph: WorkflowGraph, { nodeIds, errorWorkflow }: Missing): WorkflowGraph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => (nodeIds.has(node.id) ? withoutCredential(node) : node)),
    settings: errorWorkflow ? withoutErrorWorkflow(graph.settings) : graph.settings,
  };
}

/** Faults that an import repairs by taking off what is missing. */
const REPAIRED: ReadonlySet<string> = new Set([UNKNOWN_CREDENTIAL, UNKNOWN_WORKFLOW]);

/**
 * Stores a file as a new draft. The ids of nodes stay as they are. Credentials and an error workflow that this workspace
 * doesn't have are left out, and so are all credentials for somebody who may not use them; the answer names them.
 */
export async function importWorkflow(
  deps: WorkflowDeps,
  actor: Actor,
  input: ImportWorkflow,
): Promise<ImportedWorkflow> {
  const { name, description, tags, nodes, connections, settings } = input;
  const { graph, faults } = await checkGraph(deps, actor, { nodes, connections, settings });
  assertStorable(faults);
  const unknown = faults.flatMap(({ node_id }) => node_id ?? []);
  const nodeIds = new Set(mayUseCredentials(actor) ? unknown : graph.nodes.map(({ id }) => id));
  const errorWorkflow = faults.some(({ code }) => code === UNKNOWN_WORKFLOW);
  const workflow = await storeNewWorkflow(deps, actor, {
    action: 'workflows.imported',
    name,
    description,
    tags,
    graph: withoutMissing(graph, { nodeIds, errorWorkflow }),
    changeMessage: 'Imported',
  });
  const stripped = graph.nodes.flatMap(({ id, name: node_name, credentials }) =>
    credentials !== undefined && nodeIds.has(id) ? [{ node_id: id, node_name, credential_id: credentials }] : [],
  );
  const stripped_error_workflow_id = errorWorkflow ? (graph.settings.error_workflow_id ?? null) : null;
  const left = faults.filter(({ code }) => !REPAIRED.has(code));
  return {
    workflow: { ...workflow, faults: toldFaults(left) },
    stripped_credentials: stripped,
    stripped_error_workflow_id,
  };
}
