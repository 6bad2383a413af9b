import type { Actor } from '../../security/permissions.ts';
import { changeWorkflow } from '../change-workflow.ts';
import { requireValidGraph } from '../check-graph.ts';
import { assertMayPublish, mayUseCredentials } from '../credential-use.ts';
import { loadForChange, loadGraph, loadPublishedGraph, type WorkflowChoice } from '../load-workflow.ts';
import type { WorkflowDeps } from '../model/workflow-deps.ts';
import { archivedWorkflow } from '../model/workflows.errors.ts';
import type { Workflow } from '../model/workflows.schemas.ts';
import { assertWebhooksReady } from './webhook-readiness.ts';

type Publish = WorkflowChoice & {
  readonly version?: number | undefined;
  readonly change_message?: string | null | undefined;
};

/** The version to publish; `null`: the drawing, which has to become one first. */
function versionToPublish({ version, draft_changed_at }: Workflow, publish: Publish): number | null {
  if (publish.version !== undefined) return publish.version;
  return draft_changed_at === null && (publish.change_message ?? null) === null ? version : null;
}

/** Publishes a version, or the drawing as it stands if none is named: triggers run it from now on. Activates the workflow. */
export async function publishWorkflow(deps: WorkflowDeps, actor: Actor, publish: Publish): Promise<Workflow> {
  const { id, ifMatch } = publish;
  const current = await loadForChange(deps, actor, { id, ifMatch });
  if (current.status === 'archived') throw archivedWorkflow();
  const version = versionToPublish(current, publish);
  const graph = version === null ? current : await loadGraph(deps, current, version);
  const { nodes, connections, settings } = graph;
  const checked = await requireValidGraph(deps, actor, { nodes, connections, settings });
  if (!mayUseCredentials(actor)) assertMayPublish(actor, await loadPublishedGraph(deps, current), checked);
  await assertWebhooksReady(checked, () => deps.endpoints.listOf(current.workspace_id, current.id));
  const published = { status: 'active', published_at: new Date(deps.now()).toISOString() } as const;
  const audit = { action: 'workflows.published', details: version === null ? {} : { version } } as const;
  if (version !== null) {
    return changeWorkflow(deps, actor, { current, ifMatch, audit, set: { ...published, published_version: version } });
  }
  const change_message = publish.change_message ?? null;
  return changeWorkflow(deps, actor, {
    current,
    ifMatch,
    audit,
    set: published,
    versions: [{ of: 'after', origin: 'published', change_message }],
    publishes: checked,
  });
}
