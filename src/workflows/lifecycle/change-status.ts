import type { AuditAction } from '../../audit/audit-actions.ts';
import type { Actor } from '../../security/permissions.ts';
import { changeWorkflow } from '../change-workflow.ts';
import { loadForChange, type WorkflowChoice } from '../load-workflow.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import type { Workflow, WorkflowStatus } from '../model/workflows.schemas.ts';

type StatusChange = {
  /** From any other status the change does nothing, so that it may be repeated. */
  readonly from: readonly WorkflowStatus[];
  readonly to: WorkflowStatus;
  readonly action: AuditAction;
};

/** Triggers run only while a workflow is `active`. None of these changes which version is published. */
const CHANGES = {
  deactivate: { from: ['active'], to: 'draft', action: 'workflows.deactivated' },
  archive: { from: ['draft', 'active'], to: 'archived', action: 'workflows.archived' },
  unarchive: { from: ['archived'], to: 'draft', action: 'workflows.unarchived' },
} satisfies { readonly [change: string]: StatusChange };

type Change = WorkflowChoice & { readonly change: keyof typeof CHANGES };

/** Deactivates, archives or unarchives a workflow. Executions that run go on. */
export async function changeStatus(
  deps: WorkflowDeps,
  actor: Actor,
  { id, ifMatch, change }: Change,
): Promise<Workflow> {
  const current = await loadForChange(deps, actor, { id, ifMatch });
  const { from, to, action }: StatusChange = CHANGES[change];
  if (!from.includes(current.status)) return current;
  return changeWorkflow(deps, actor, { current, ifMatch, audit: { action }, set: { status: to } });
}
