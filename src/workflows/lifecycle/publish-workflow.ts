import type { Actor } from '../../security/permissions.ts';
import { changeWorkflow } from '../change-workflow.ts';
import { requireValidGraph } from '../check-graph.ts';
import { assertMayPublish, mayUseCredentials } from '../credential-use.ts';
import { loadForChange, loadPublishedGraph, loadVersion, type WorkflowChoice } from '../load-workflow.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import { archivedWorkflow } from '../model/workflows.errors.ts';
import type { Workflow } from '../model/workflows.schemas.ts';
import { assertWebhooksReady } from './webhook-readiness.ts';

type Publish = WorkflowChoice & { readonly version?: number | undefined };

/** Publishes a version, the latest if none is named: triggers run it from now on. Activates the workflow. */
export async function publishWorkflow(deps: WorkflowDeps, actor: Actor, publish: Publish): Promise<Workflow> {
  const { id, ifMatch } = publish;
  const current = await loadForChange(deps, actor, { id, ifMatch });
  if (current.status === 'archived') throw archivedWorkflow();
  const { version = current.version } = publish;
  const graph = version === current.version ? current : await loadVersion(deps, current, version);
  const { nodes, connections, settings } = graph;
  const checked = await requireValidGraph(deps, actor, { nodes, connections, settings });
  if (!mayUseCredentials(actor)) assertMayPublish(actor, await loadPublishedGraph(deps, current), checked);
  await assertWebhooksReady(checked, () => deps.endpoints.listOf(current.workspace_id, current.id));
  return changeWorkflow(deps, actor, {
    current,
    ifMatch,
    audit: { action: 'workflows.published', details: { version } },
    set: { status: 'active', published_version: version, published_at: new Date(deps.now()).toISOString() },
  });
}
