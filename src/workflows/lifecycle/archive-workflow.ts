import type { Actor } from '../../security/permissions.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import type { Workflow } from '../model/workflows.schemas.ts';
import { setWorkflowStatus, type WorkflowChoice } from '../set-workflow-status.ts';

/** Puts a workflow away: triggers off, no changes, until it is unarchived. */
export function archiveWorkflow(deps: WorkflowDeps, actor: Actor, choice: WorkflowChoice): Promise<Workflow> {
  return setWorkflowStatus(deps, actor, {
    ...choice,
    from: ['draft', 'active'],
    to: 'archived',
    action: 'workflow.archived',
  });
}
