import type { Actor } from '../../security/permissions.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import type { Workflow } from '../model/workflows.schemas.ts';
import { setWorkflowStatus, type WorkflowChoice } from '../set-workflow-status.ts';

/** Turns triggers off. What is running goes on. */
export function deactivateWorkflow(deps: WorkflowDeps, actor: Actor, choice: WorkflowChoice): Promise<Workflow> {
  return setWorkflowStatus(deps, actor, { ...choice, from: ['active'], to: 'draft', action: 'workflow.deactivated' });
}
