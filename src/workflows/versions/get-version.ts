import type { Actor } from '../../security/permissions.ts';
import { loadVersion, loadWorkflow } from '../load-workflow.ts';
import type { WorkflowVersion } from '../model/versions.schemas.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';

/** One version as it was saved. */
export async function getVersion(
  deps: Pick<WorkflowDeps, 'workflows' | 'versions'>,
  actor: Actor,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<WorkflowVersion> {
  return loadVersion(deps, await loadWorkflow(deps, actor, id), version);
}
