import type { Actor } from '../../security/permissions.ts';
import { changeWorkflow } from '../change-workflow.ts';
import { requireStorableGraph, toldFaults } from '../check-graph.ts';
import { assertMayUseCredentials } from '../credential-use.ts';
import { keptDrawing } from '../drawing-session.ts';
import { loadForChange, loadVersion, type WorkflowChoice } from '../load-workflow.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import { archivedWorkflow } from '../model/workflows.errors.ts';
import type { RollBackWorkflow, SavedWorkflow } from '../model/workflows.schemas.ts';

type RollBack = RollBackWorkflow & WorkflowChoice;

/**
 * Makes a new version with the graph of an old one, which is checked again: credentials that it uses may have been
 * deleted. A drawing that is in no version becomes one first, so that it is not lost.
 */
export async function rollBackWorkflow(deps: WorkflowDeps, actor: Actor, rollBack: RollBack): Promise<SavedWorkflow> {
  const { id, ifMatch, version, change_message } = rollBack;
  const current = await loadForChange(deps, actor, { id, ifMatch });
  if (current.status === 'archived') throw archivedWorkflow();
  const { nodes, connections, settings } = await loadVersion(deps, current, version);
  const { graph, faults } = await requireStorableGraph(deps, actor, {
    raw: { nodes, connections, settings },
    before: nodes,
  });
  assertMayUseCredentials(actor, graph);
  const kept = current.draft_changed_at === null ? [] : [keptDrawing(current)];
  const message = change_message ?? `Rolled back to version ${version}`;
  const changed = await changeWorkflow(deps, actor, {
    current,
    ifMatch,
    audit: { action: 'workflows.rolled_back', details: { content_of: version } },
    set: {},
    graph,
    versions: [...kept, { of: 'after', origin: 'saved', change_message: message }],
  });
  return { ...changed, faults: toldFaults(faults) };
}
