import type { Actor } from '../../security/permissions.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import { requireStorableGraph, toldFaults } from '../check-graph.ts';
import { assertMayUseCredentials } from '../credential-use.ts';
import { MAX_NAME_LENGTH } from '../graph/graph-limits.ts';
import { loadWorkflow } from '../load-workflow.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import type { SavedWorkflow } from '../model/workflows.schemas.ts';
import { storeNewWorkflow } from '../store-new-workflow.ts';

const SUFFIX = ' (copy)';

type Duplicate = { readonly id: string; readonly name?: string | undefined };

/** Copies the drawing into a new draft, with endpoints of its own and no history. */
export async function duplicateWorkflow(
  deps: WorkflowDeps,
  actor: Actor,
  { id, name }: Duplicate,
): Promise<SavedWorkflow> {
  const original = await loadWorkflow(deps, actor, id);
  const { nodes, connections, settings } = original;
  const { graph, faults } = await requireStorableGraph(deps, actor, {
    raw: { nodes, connections, settings },
    before: nodes,
  });
  assertMayUseCredentials(actor, graph);
  const copy = await storeNewWorkflow(deps, actor, {
    action: 'workflows.duplicated',
    name: name ?? cutText(original.name, MAX_NAME_LENGTH - SUFFIX.length) + SUFFIX,
    description: original.description,
    tags: original.tags,
    graph,
    changeMessage: `Copy of ${original.id}, version ${original.version}`,
  });
  return { ...copy, faults: toldFaults(faults) };
}
