import type { Actor } from '../../security/permissions.ts';
import { diffGraphs } from '../graph/diff-graphs.ts';
import { loadVersion, loadWorkflow } from '../load-workflow.ts';
import type { VersionDiff } from '../model/versions.schemas.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';

/** What changed from one version to another, in either direction. */
export async function diffVersions(
  deps: Pick<WorkflowDeps, 'workflows' | 'versions'>,
  actor: Actor,
  { id, from, to }: { readonly id: string; readonly from: number; readonly to: number },
): Promise<VersionDiff> {
  const workflow = await loadWorkflow(deps, actor, id);
  const [before, after] = await Promise.all([loadVersion(deps, workflow, from), loadVersion(deps, workflow, to)]);
  return { from, to, ...diffGraphs(before, after) };
}
