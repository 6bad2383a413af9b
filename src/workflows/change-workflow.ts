import { type AuditedChange, auditEntry } from '../audit/audited-change.ts';
import type { WorkflowGraph } from '../engine/workflow.ts';
import { type PollChanges, planPollChanges } from '../polls/plan-poll-changes.ts';
import { MAX_SCHEDULES } from '../schedules/model/schedule-limits.ts';
import { tooManySchedules } from '../schedules/model/schedules.errors.ts';
import { planScheduleChanges } from '../schedules/plan-schedule-changes.ts';
import type { Actor } from '../security/permissions.ts';
import { planEndpointChanges } from '../webhooks/plan-endpoint-changes.ts';
import { sealEndpointChanges } from '../webhooks/seal-endpoints.ts';
import { loadPublishedGraph } from './load-workflow.ts';
import type { WorkflowCommit, WorkflowState } from './model/workflow-commit.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import { changedMeanwhile, staleWorkflow } from './model/workflows.errors.ts';
import type { Workflow } from './model/workflows.schemas.ts';

/** A change of the loaded workflow `current`. Fields that `set` leaves out stay. */
export type WorkflowChange = {
  readonly current: Workflow;
  readonly audit: Pick<AuditedChange, 'action' | 'details'>;
  readonly set: Partial<WorkflowState>;
  /** A new graph, which becomes the next version. */
  readonly graph?: WorkflowGraph;
  readonly changeMessage?: string | null;
  readonly ifMatch: string | null;
};

function stateOf(workflow: Workflow): WorkflowState {
  const { name, description, status, version, published_version, published_at, tags } = workflow;
  return { name, description, status, version, published_version, published_at, tags };
}

function nextWorkflow({ current, set, graph }: WorkflowChange, now: string): Workflow {
  const next = { ...current, ...set, tags: [...(set.tags ?? current.tags)] };
  return {
    ...next,
    version: graph === undefined ? current.version : current.version + 1,
    nodes: [...(graph ?? current).nodes],
    connections: [...(graph ?? current).connections],
    settings: (graph ?? current).settings,
    revision: current.revision + 1,
    updated_at: now,
  };
}

/** The workflow before and after a change, and the graph that its triggers run then. */
type Succession = {
  readonly current: Workflow;
  readonly next: Workflow;
  readonly published: WorkflowGraph | null;
  readonly now: number;
};

async function planEndpoints(
  deps: WorkflowDeps,
  { next, published, now }: Succession,
): Promise<WorkflowCommit['endpoints']> {
  const existing = await deps.endpoints.listOf(next.workspace_id, next.id);
  const changes = planEndpointChanges({ existing, draft: next, published, active: next.status === 'active' });
  return sealEndpointChanges(deps, changes, { workspaceId: next.workspace_id, now });
}

async function planPolls(deps: WorkflowDeps, { next, published, now }: Succession): Promise<PollChanges> {
  const existing = await deps.polls.listOf(next.workspace_id, next.id);
  return planPollChanges({ existing, running: next.status === 'active' ? published : null }, () => deps.ids(now));
}

async function planSchedules(
  deps: WorkflowDeps,
  { current, next, published, now }: Succession,
): Promise<WorkflowCommit['schedules']> {
  const existing = await deps.schedules.listOf(next.workspace_id, next.id);
  const activity = { active: next.status === 'active', wasActive: current.status === 'active' };
  const changes = planScheduleChanges({ existing, published, ...activity, now, ids: deps.ids });
  const added = changes.create.length - changes.remove.length;
  if (added > 0 && (await deps.schedules.count(next.workspace_id)) + added > MAX_SCHEDULES) throw tooManySchedules();
  return changes;
}

/**
 * Stores a change with its version, endpoints, polls, schedules and audit entry in one statement, and returns the changed workflow. Throws
 * `workflows.stale`, or without If-Match `workflows.changed_meanwhile`, if somebody else changed it since it was loaded.
 */
export async function changeWorkflow(deps: WorkflowDeps, actor: Actor, change: WorkflowChange): Promise<Workflow> {
  const { current, graph, ifMatch } = change;
  const time = deps.now();
  const now = new Date(time).toISOString();
  const next = nextWorkflow(change, now);
  const { id, workspace_id } = current;
  const succession = { current, next, published: await loadPublishedGraph(deps, next), now: time };
  const [endpoints, polls, schedules] = await Promise.all([
    planEndpoints(deps, succession),
    planPolls(deps, succession),
    planSchedules(deps, succession),
  ]);
  const stored = await deps.workflows.update({
    workflow: {
      ...stateOf(next),
      id,
      workspace_id,
      created_by: actor.userId,
      expected_revision: current.revision,
      now,
    },
    graph: graph ?? null,
    versions:
      graph === undefined
        ? []
        : [{ id: deps.ids(time), created_by: actor.userId, change_message: change.changeMessage ?? null }],
    endpoints,
    polls,
    schedules,
    audit: auditEntry(actor, {
      ...change.audit,
      id: deps.ids(time),
      now: time,
      target_type: 'workflow',
      target_id: id,
    }),
  });
  if (!stored) throw ifMatch === null ? changedMeanwhile() : staleWorkflow();
  return next;
}
