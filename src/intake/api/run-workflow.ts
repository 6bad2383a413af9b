import { loadEarlier } from '../../executions/history/earlier-executions.ts';
import { workflowGuard } from '../../executions/lifecycle/insert-execution.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import { storedPartialRun } from '../../executions/model/partial-run.ts';
import type { EarlierExecutions } from '../../runner/reuse/reuse-runs.ts';
import { executionFields } from '../../runner/workflow/compiled-workflow.ts';
import type { Actor } from '../../security/permissions.ts';
import type { Background, IntakeDeps } from '../intake-deps.ts';
import { findDuplicate } from '../start/find-duplicate.ts';
import { startExecution } from '../start/start-execution.ts';
import type { StartResult } from '../start/start-request.ts';
import type { StoredOutcome } from '../start/stored-outcome.ts';
import { loadRunnable, type RunDeps } from './load-runnable.ts';
import { type PlannedRun, planPartialRun } from './plan-partial-run.ts';
import { runKey } from './run-key.ts';
import { idempotencyKeyUsed, reuseDenied, workflowGone } from './run-workflow.errors.ts';
import type { RunWorkflow } from './run-workflow.schemas.ts';
import { startMoment } from './start-moment.ts';

/** A request to run a workflow, put together from its path, body and headers. */
export type RunRequest = RunWorkflow & {
  readonly workflowId: string;
  readonly idempotencyKey: string | null;
  readonly background: Background;
};

/** A new execution, or the one that the same `Idempotency-Key` started before. */
export type RunReply =
  | { readonly type: 'started'; readonly execution: NewExecution; readonly result: StartResult }
  | { readonly type: 'repeated'; readonly first: StoredOutcome };

export function isByHand(actor: Actor): boolean {
  return actor.via !== 'api_key';
}

function executionToRun(
  deps: IntakeDeps,
  actor: Actor,
  { request, planned }: { request: RunRequest; planned: PlannedRun },
): NewExecution {
  const createdAt = deps.services.clock();
  const { workflowId, idempotencyKey: key } = request;
  return newExecution({
    ...executionFields(planned.workflow),
    id: deps.services.newId(createdAt),
    createdAt,
    workspaceId: actor.workspaceId,
    triggeredBy: actor.userId,
    triggerType: isByHand(actor) ? 'manual' : 'api',
    triggerNodeId: planned.triggerNodeId,
    triggerData: planned.triggerData,
    inputData: planned.inputData,
    dedupeKey: key === null ? null : runKey(actor, workflowId, key),
    startAt: startMoment(request, createdAt),
    runOptions: storedPartialRun(planned.options),
    watched: request.watch,
  });
}

/** Earlier executions, as far as whoever asks sees them. */
function earlierOf({ people, blobs, services }: IntakeDeps): EarlierExecutions {
  return { ...services.earlier, load: (request) => loadEarlier({ db: people, blobs }, request) };
}

/** The output of the run shows the data that it reuses, so the actor has to be allowed to read them. */
function assertMayReuse(actor: Actor, { reuse_execution_id: reused }: RunRequest): void {
  if (reused !== undefined && !actor.permissions.has('executions:read')) throw reuseDenied();
}

/** Runs a workflow for a caller of the API. Throws `AppError`: `workflows.*`, `executions.*`, `permissions.denied`. */
export async function runWorkflow(deps: RunDeps, actor: Actor, request: RunRequest): Promise<RunReply> {
  assertMayReuse(actor, request);
  const { destination_node_id: destination, ...wish } = request;
  const whole = await loadRunnable(deps, actor, { ...wish, destination });
  const earlier = earlierOf(deps);
  const planned = await planPartialRun(earlier, { request, workflow: whole, byHand: isByHand(actor) });
  const execution = executionToRun(deps, actor, { request, planned });
  const result = await startExecution(deps, {
    workflow: whole,
    execution,
    guard: workflowGuard(execution),
    waitMs: request.wait ? request.timeout_seconds * 1000 : null,
    answerWith: 'end',
    background: request.background,
  });
  if (result.type === 'stale') throw workflowGone();
  if (result.type !== 'duplicate') return { type: 'started', execution, result };
  const first = await findDuplicate(deps.people, actor.workspaceId, execution.dedupeKey ?? '');
  if (first.type === 'expired') return runWorkflow(deps, actor, request);
  if (first.type === 'gone') throw idempotencyKeyUsed();
  return { type: 'repeated', first: first.outcome };
}
