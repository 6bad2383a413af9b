import type { Actor } from '../security/permissions.ts';
import { changeWorkflow } from './change-workflow.ts';
import { loadForChange } from './load-workflow.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import type { Workflow, WorkflowStatus } from './model/workflows.schemas.ts';

/** A change of status alone. From any other status it has no effect, so that repeating it does no harm. */
export type StatusChange = {
  readonly from: readonly WorkflowStatus[];
  readonly to: WorkflowStatus;
  readonly action: string;
};
export type WorkflowChoice = { readonly id: string; readonly ifMatch: string | null };

/** Changes the status; the published version stays named, triggers run only while the status is `active`. */
export async function setWorkflowStatus(
  deps: WorkflowDeps,
  actor: Actor,
  { id, ifMatch, from, to, action }: WorkflowChoice & StatusChange,
): Promise<Workflow> {
  const current = await loadForChange(deps, actor, { id, ifMatch });
  if (!from.includes(current.status)) return current;
  return changeWorkflow(deps, actor, { current, ifMatch, audit: { action }, set: { status: to } });
}
