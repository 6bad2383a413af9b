import type { WorkflowGraph } from '../engine/workflow.ts';
import type { Actor } from '../security/permissions.ts';
import { checkGraph, UNKNOWN_CREDENTIAL, UNKNOWN_WORKFLOW } from './check-graph.ts';
import { assertMayPublish, assertMayUseCredentials, mayUseCredentials } from './credential-use.ts';
import { faultsOfRun } from './faults-of-run.ts';
import type { RawGraph } from './graph/parse-graph.ts';
import { loadPublishedGraph, loadWorkflow } from './load-workflow.ts';
import type { WorkflowDeps } from './model/workflow-deps.ts';
import { archivedWorkflow, drawingDenied, invalidGraph } from './model/workflows.errors.ts';
import type { Workflow } from './model/workflows.schemas.ts';

/** What choosing what is to run needs. */
export type RunVersionDeps = Pick<WorkflowDeps, 'catalog' | 'credentials' | 'workflows' | 'versions' | 'ids' | 'now'>;

/** What somebody wants to run of a workflow. */
export type RunWish = {
  readonly workflowId: string;
  /** `latest`: the drawing as it stands. Left out: the published version or, without one, the drawing. */
  readonly version?: number | 'latest' | undefined;
  /** A drawing that is saved nowhere. */
  readonly graph?: RawGraph | undefined;
  /** The node up to which it runs: what lies elsewhere may be incomplete. */
  readonly destination?: string | undefined;
  /** Nothing of it is performed. */
  readonly unperformed?: boolean;
};

/** What becomes of a credential or an error workflow later is found out when it runs. */
const FOUND_OUT_LATER: ReadonlySet<string> = new Set([UNKNOWN_CREDENTIAL, UNKNOWN_WORKFLOW]);

async function assertRunnable(
  deps: RunVersionDeps,
  actor: Actor,
  { graph, destination }: { readonly graph: WorkflowGraph; readonly destination: string | undefined },
): Promise<void> {
  const { nodes, connections, settings } = graph;
  const { faults } = await checkGraph(deps, actor, { nodes, connections, settings });
  const left = faultsOfRun(faults, graph, destination).filter(({ code }) => !FOUND_OUT_LATER.has(code));
  if (left.length > 0) throw invalidGraph(left);
}

async function keep(
  deps: RunVersionDeps,
  actor: Actor,
  { workflow, graph }: { readonly workflow: Workflow; readonly graph: WorkflowGraph | null },
): Promise<number | null> {
  const now = deps.now();
  return deps.workflows.keepForRun({
    id: deps.ids(now),
    workflow_id: workflow.id,
    workspace_id: workflow.workspace_id,
    graph,
    created_by: actor.userId,
    now: new Date(now).toISOString(),
  });
}

/** To run a drawing is to draw it: it takes all that saving it would take. */
async function keepGiven(
  deps: RunVersionDeps,
  actor: Actor,
  { workflow, raw, destination }: { workflow: Workflow; raw: RawGraph; destination: string | undefined },
): Promise<number | null> {
  if (!actor.permissions.has('workflows:write')) throw drawingDenied();
  const { graph, faults } = await checkGraph(deps, actor, raw);
  const left = faultsOfRun(faults, graph, destination);
  if (left.length > 0) throw invalidGraph(left);
  assertMayUseCredentials(actor, graph);
  return keep(deps, actor, { workflow, graph });
}

/** The published version is there to be run by whoever may run workflows, and no other. */
async function assertMayRun(
  deps: RunVersionDeps,
  actor: Actor,
  { workflow, graph }: { workflow: Workflow; graph: WorkflowGraph },
): Promise<void> {
  if (!mayUseCredentials(actor)) assertMayPublish(actor, await loadPublishedGraph(deps, workflow), graph);
}

/**
 * The number of the version that is to run, which holds what was drawn so far. Throws `AppError`: `workflows.*`,
 * `permissions.denied`. `null`: there is no such version.
 */
export async function versionToRun(deps: RunVersionDeps, actor: Actor, wish: RunWish): Promise<number | null> {
  const workflow = await loadWorkflow(deps, actor, wish.workflowId);
  if (workflow.status === 'archived') throw archivedWorkflow();
  const { destination } = wish;
  if (wish.graph !== undefined) return keepGiven(deps, actor, { workflow, raw: wish.graph, destination });
  const wanted = wish.version ?? workflow.published_version ?? 'latest';
  if (wanted === workflow.published_version) return wanted;
  const graph = wanted === 'latest' ? workflow : await deps.versions.find(workflow.id, wanted);
  if (graph === null) return null;
  await assertRunnable(deps, actor, { graph, destination });
  if (wish.unperformed !== true) await assertMayRun(deps, actor, { workflow, graph });
  if (wanted !== 'latest') return wanted;
  return workflow.draft_changed_at === null ? workflow.version : keep(deps, actor, { workflow, graph: null });
}
