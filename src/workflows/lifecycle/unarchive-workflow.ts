import type { Actor } from '../../security/permissions.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import type { Workflow } from '../model/workflows.schemas.ts';
import { setWorkflowStatus, type WorkflowChoice } from '../set-workflow-status.ts';

/** Takes an archived workflow back as a draft. */
export function unarchiveWorkflow(deps: WorkflowDeps, actor: Actor, choice: WorkflowChoice): Promise<Workflow> {
  return setWorkflowStatus(deps, actor, { ...choice, from: ['archived'], to: 'draft', action: 'workflow.unarchived' });
}
