import type { WorkflowGraph } from '../engine/workflow.ts';
import type { Actor } from '../security/permissions.ts';
import { matchesEtag } from './etag.ts';
import type { WorkflowVersion } from './model/versions.schemas.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import { staleWorkflow, versionNotFound, workflowNotFound } from './model/workflows.errors.ts';
import type { Workflow } from './model/workflows.schemas.ts';

/** The workflow of the actor's workspace, or 404. */
export async function loadWorkflow(deps: Pick<WorkflowDeps, 'workflows'>, actor: Actor, id: string): Promise<Workflow> {
  const workflow = await deps.workflows.find(actor.workspaceId, id);
  if (workflow === null) throw workflowNotFound();
  return workflow;
}

/** The workflow to change. `ifMatch`: the `If-Match` header, or `null` if none was sent. */
export type WorkflowChoice = { readonly id: string; readonly ifMatch: string | null };

/** The workflow that is to be changed, or 404; 412 if `If-Match` names another revision. */
export async function loadForChange(
  deps: Pick<WorkflowDeps, 'workflows'>,
  actor: Actor,
  { id, ifMatch }: WorkflowChoice,
): Promise<Workflow> {
  const workflow = await loadWorkflow(deps, actor, id);
  if (ifMatch !== null && !matchesEtag(ifMatch, workflow.revision)) throw staleWorkflow();
  return workflow;
}

/** One version of a workflow that was found in the workspace, or 404. */
export async function loadVersion(
  deps: Pick<WorkflowDeps, 'versions'>,
  workflow: Workflow,
  version: number,
): Promise<WorkflowVersion> {
  const found = await deps.versions.find(workflow.id, version);
  if (found === null) throw versionNotFound(version);
  return found;
}

/** The graph of a version, or 404. Reads nothing if it is the drawing as it stands. */
export async function loadGraph(
  deps: Pick<WorkflowDeps, 'versions'>,
  workflow: Workflow,
  version: number,
): Promise<WorkflowGraph> {
  const isDrawing = version === workflow.version && workflow.draft_changed_at === null;
  return isDrawing ? workflow : loadVersion(deps, workflow, version);
}

/** The graph that the workflow's triggers run; `null` if none was ever published. */
export async function loadPublishedGraph(
  deps: Pick<WorkflowDeps, 'versions'>,
  workflow: Workflow,
): Promise<WorkflowGraph | null> {
  return workflow.published_version === null ? null : loadGraph(deps, workflow, workflow.published_version);
}
