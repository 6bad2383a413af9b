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
import type { VersionEntry, WorkflowCommit, WorkflowState } from './model/workflow-commit.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import { changedMeanwhile, staleWorkflow } from './model/workflows.errors.ts';
import type { Workflow } from './model/workflows.schemas.ts';

/** A change of the loaded workflow `current`. Fields that `set` leaves out stay. */
export type WorkflowChange = {
  readonly current: Workflow;
  /** `null`: it goes on with what an entry tells of already. */
  readonly audit: Pick<AuditedChange, 'action' | 'details'> | null;
  readonly set: Partial<Omit<WorkflowState, 'draft_changed_at' | 'draft_changed_by'>>;
  /** A new drawing. */
  readonly graph?: WorkflowGraph;
  /** Versions to make; `of: 'after'`: of the drawing as it is then. */
  readonly versions?: readonly NewVersion[];
  /** What is published by this change: the last of those versions. */
  readonly publishes?: WorkflowGraph;
  readonly ifMatch: string | null;
};

type NewVersion = Pick<VersionEntry, 'of' | 'origin' | 'change_message'> & {
  /** Who made it, if not whoever changes the workflow. */
  readonly created_by?: string | null;
};

function stateOf(workflow: Workflow): WorkflowState {
  const { name, description, status, published_version, published_at, tags, draft_changed_at, draft_changed_by } =
    workflow;
  return { name, description, status, published_version, published_at, tags, draft_changed_at, draft_changed_by };
}

type DraftMark = Pick<WorkflowState, 'draft_changed_at' | 'draft_changed_by'>;

/** How far the drawing is from the last version after a change. */
function draftMark({ current, graph, versions = [] }: WorkflowChange, by: string | null, now: string): DraftMark {
  if (versions.some(({ of }) => of === 'after')) return { draft_changed_at: null, draft_changed_by: null };
  const { draft_changed_at, draft_changed_by } = current;
  return graph === undefined ? { draft_changed_at, draft_changed_by } : { draft_changed_at: now, draft_changed_by: by };
}

function nextWorkflow(change: WorkflowChange, by: string | null, now: string): Workflow {
  const { current, set, graph } = change;
  const next = { ...current, ...set, tags: [...(set.tags ?? current.tags)] };
  return {
    ...next,
    ...draftMark(change, by, now),
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

function entryOf(
  deps: WorkflowDeps,
  actor: Actor,
  { change, now }: { change: WorkflowChange; now: number },
): WorkflowCommit['audit'] {
  if (change.audit === null) return {};
  return auditEntry(actor, {
    ...change.audit,
    id: deps.ids(now),
    now,
    target_type: 'workflow',
    target_id: change.current.id,
  });
}

/**
 * Stores a change with its versions, endpoints, polls, schedules and audit entry in one statement, and returns the changed workflow. Throws
 * `workflows.stale`, or without If-Match `workflows.changed_meanwhile`, if somebody else changed it since it was loaded.
 */
export async function changeWorkflow(deps: WorkflowDeps, actor: Actor, change: WorkflowChange): Promise<Workflow> {
  const { current, graph, ifMatch, versions = [], publishes } = change;
  const time = deps.now();
  const now = new Date(time).toISOString();
  const next = nextWorkflow(change, actor.userId, now);
  const { id, workspace_id } = current;
  const { published_version } = next;
  const published = publishes ?? (await loadPublishedGraph(deps, { ...current, published_version }));
  const succession = { current, next, published, now: time };
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
    versions: versions.map((one) => ({ created_by: actor.userId, ...one, id: deps.ids(time) })),
    publishes_last: publishes !== undefined,
    endpoints,
    polls,
    schedules,
    audit: entryOf(deps, actor, { change, now: time }),
  });
  if (stored === null) throw ifMatch === null ? changedMeanwhile() : staleWorkflow();
  return { ...next, ...stored };
}
