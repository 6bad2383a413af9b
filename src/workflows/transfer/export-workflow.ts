import type { Actor } from '../../security/permissions.ts';
import { loadVersion, loadWorkflow } from '../load-workflow.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import type { WorkflowFile } from './transfer.schemas.ts';

/** A version, the latest if none is named, as a file that `importWorkflow` takes. */
export async function exportWorkflow(
  deps: Pick<WorkflowDeps, 'workflows' | 'versions'>,
  actor: Actor,
  { id, version }: { readonly id: string; readonly version?: number | undefined },
): Promise<WorkflowFile> {
  const workflow = await loadWorkflow(deps, actor, id);
  const graph = version === undefined ? workflow : await loadVersion(deps, workflow, version);
  const { nodes, connections, settings } = graph;
  const { name, description, tags } = workflow;
  return { format: 'linkflow.workflow', format_version: 1, name, description, nodes, connections, settings, tags };
}
