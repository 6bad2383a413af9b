import type { Actor } from '../../security/permissions.ts';
import { changeWorkflow } from '../change-workflow.ts';
import { requireValidGraph } from '../check-graph.ts';
import { assertMayUseCredentials } from '../credential-use.ts';
import { loadForChange, loadVersion, type WorkflowChoice } from '../load-workflow.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import { archivedWorkflow } from '../model/workflows.errors.ts';
import type { RollBackWorkflow, Workflow } from '../model/workflows.schemas.ts';

type RollBack = RollBackWorkflow & WorkflowChoice;

/**
 * Makes a new version with the graph of an old one, which is checked again: credentials that it uses may have been
 * deleted.
 */
export async function rollBackWorkflow(deps: WorkflowDeps, actor: Actor, rollBack: RollBack): Promise<Workflow> {
  const { id, ifMatch, version, change_message } = rollBack;
  const current = await loadForChange(deps, actor, { id, ifMatch });
  if (current.status === 'archived') throw archivedWorkflow();
  const { nodes, connections, settings } = await loadVersion(deps, current, version);
  const graph = await requireValidGraph(deps, actor, { nodes, connections, settings });
  assertMayUseCredentials(actor, graph);
  return changeWorkflow(deps, actor, {
    current,
    ifMatch,
    audit: { action: 'workflows.rolled_back', details: { version: current.version + 1, content_of: version } },
    set: {},
    graph,
    changeMessage: change_message ?? `Rolled back to version ${version}`,
  });
}
