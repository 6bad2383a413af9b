import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import { loadForChange, type WorkflowChoice } from './load-workflow.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import { changedMeanwhile } from './model/workflows.errors.ts';

/** Deletes a workflow with its versions, endpoints, schedules and executions. */
export async function deleteWorkflow(deps: WorkflowDeps, actor: Actor, choice: WorkflowChoice): Promise<void> {
  const { id, name, revision } = await loadForChange(deps, actor, choice);
  const now = deps.now();
  const deleted = await deps.workflows.remove({
    workflow: { id, workspace_id: actor.workspaceId, expected_revision: revision },
    audit: auditEntry(actor, {
      id: deps.ids(now),
      now,
      action: 'workflows.deleted',
      target_type: 'workflow',
      target_id: id,
      details: { name },
    }),
  });
  if (!deleted) throw changedMeanwhile();
}
