import type { Actor } from '../../security/permissions.ts';
import { changeWorkflow } from '../change-workflow.ts';
import { checkGraph, toldFaults } from '../check-graph.ts';
import { loadForChange, type WorkflowChoice } from '../load-workflow.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import { archivedWorkflow } from '../model/workflows.errors.ts';
import type { SavedWorkflow } from '../model/workflows.schemas.ts';

type Naming = WorkflowChoice & { readonly change_message: string | null };

/** Keeps the drawing as it stands as a version. */
export async function nameVersion(
  deps: WorkflowDeps,
  actor: Actor,
  { id, ifMatch, change_message }: Naming,
): Promise<SavedWorkflow> {
  const current = await loadForChange(deps, actor, { id, ifMatch });
  if (current.status === 'archived') throw archivedWorkflow();
  const { nodes, connections, settings } = current;
  const { faults } = await checkGraph(deps, actor, { nodes, connections, settings });
  const named = await changeWorkflow(deps, actor, {
    current,
    ifMatch,
    audit: { action: 'workflows.saved' },
    set: {},
    versions: [{ of: 'after', origin: 'saved', change_message }],
  });
  return { ...named, faults: toldFaults(faults) };
}
