import type { AuditAction } from '../audit/audit-actions.ts';
import { auditEntry } from '../audit/audited-change.ts';
import type { WorkflowGraph } from '../engine/workflow.ts';
import { NO_SCHEDULE_CHANGES } from '../schedules/plan-schedule-changes.ts';
import type { Actor } from '../security/permissions.ts';
import { planEndpointChanges } from '../webhooks/plan-endpoint-changes.ts';
import { sealEndpointChanges } from '../webhooks/seal-endpoints.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import type { Workflow } from './model/workflows.schemas.ts';

/** A workflow whose graph was checked. `action`: what the audit entry calls its creation. */
export type NewWorkflow = {
  readonly action: AuditAction;
  readonly name: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly graph: WorkflowGraph;
  readonly changeMessage: string | null;
};

/** What nobody has published, and nobody has drawn on. */
const UNPUBLISHED = {
  status: 'draft',
  published_version: null,
  published_at: null,
  draft_changed_at: null,
  draft_changed_by: null,
} as const;

/** The version with which a workflow begins. */
const FIRST = { of: 'after', origin: 'saved' } as const;

/** Stores a new workflow as a draft, with its first version, its endpoints and the audit entry, in one statement. */
export async function storeNewWorkflow(deps: WorkflowDeps, actor: Actor, workflow: NewWorkflow): Promise<Workflow> {
  const { action, name, description, graph } = workflow;
  const time = deps.now();
  const now = new Date(time).toISOString();
  const id = deps.ids(time);
  const tags = [...workflow.tags];
  const state = { name, description, tags, ...UNPUBLISHED };
  const owner = { id, workspace_id: actor.workspaceId, created_by: actor.userId };
  const changes = planEndpointChanges({ existing: [], draft: graph, published: null, active: false });
  await deps.workflows.insert({
    workflow: { ...state, ...owner, expected_revision: null, now },
    graph,
    versions: [{ ...FIRST, id: deps.ids(time), created_by: actor.userId, change_message: workflow.changeMessage }],
    publishes_last: false,
    endpoints: await sealEndpointChanges(deps, changes, { workspaceId: actor.workspaceId, now: time }),
    polls: { create: [], update: [], remove: [] },
    schedules: NO_SCHEDULE_CHANGES,
    audit: auditEntry(actor, {
      action,
      details: { name },
      id: deps.ids(time),
      now: time,
      target_type: 'workflow',
      target_id: id,
    }),
  });
  return {
    ...state,
    ...owner,
    version: 1,
    nodes: [...graph.nodes],
    connections: [...graph.connections],
    settings: graph.settings,
    revision: 1,
    execution_count: 0,
    last_executed_at: null,
    created_at: now,
    updated_at: now,
  };
}
