import type { Actor } from '../security/permissions.ts';
import { loadWorkflow } from './load-workflow.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import type { Workflow } from './model/workflows.schemas.ts';

/** The workflow as it was saved last. */
export function getWorkflow(deps: Pick<WorkflowDeps, 'workflows'>, actor: Actor, id: string): Promise<Workflow> {
  return loadWorkflow(deps, actor, id);
}
