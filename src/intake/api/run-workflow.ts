import { z } from 'zod';
import { workflowGuard } from '../../executions/lifecycle/insert-execution.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import { storedPartialRun } from '../../executions/model/partial-run.ts';
import { type CompiledWorkflow, executionFields } from '../../runner/workflow/compiled-workflow.ts';
import type { Actor } from '../../security/permissions.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import { assertMayRun } from '../../workflows/credential-use.ts';
import { archivedWorkflow, workflowNotFound } from '../../workflows/model/workflows.errors.ts';
import type { Background, IntakeDeps } from '../intake-deps.ts';
import { findDuplicate } from '../start/find-duplicate.ts';
import { startExecution } from '../start/start-execution.ts';
import type { StartResult } from '../start/start-request.ts';
import type { StoredOutcome } from '../start/stored-outcome.ts';
import { type PlannedRun, planPartialRun } from './plan-partial-run.ts';
import { idempotencyKeyUsed, reuseDenied, versionNotFound, workflowGone } from './run-workflow.errors.ts';
import type { RunWorkflow } from './run-workflow.schemas.ts';
import { startMoment } from './start-moment.ts';

const VERSIONS = `SELECT status, version, published_version FROM workflows WHERE id = $1::uuid AND workspace_id = $2::uuid`;

const versionsSchema = z.object({
  status: z.enum(['draft', 'active', 'archived']),
  version: z.number(),
  published_version: z.number().nullable(),
});

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

/** The published version may differ from the one that is to run. */
type Choice = { readonly version: number; readonly published: number | null };

/** The version that the request names. The default is the published one or, if there is none, the last one saved. */
async function chooseVersion(deps: IntakeDeps, actor: Actor, request: RunRequest): Promise<Choice> {
  const row = (await deps.db.sql.query(VERSIONS, [request.workflowId, actor.workspaceId]))[0];
  if (row === undefined) throw workflowNotFound();
  const { status, version, published_version } = versionsSchema.parse(row);
  if (status === 'archived') throw archivedWorkflow();
  const wanted = request.version ?? published_version ?? version;
  return { version: wanted === 'latest' ? version : wanted, published: published_version };
}

async function loadVersion(deps: IntakeDeps, workflowId: string, version: number): Promise<CompiledWorkflow> {
  const workflow = await deps.workflows.load(workflowId, version);
  if (workflow === null) throw versionNotFound(version);
  return workflow;
}

function isByHand(actor: Actor): boolean {
  return actor.via !== 'api_key';
}

function executionToRun(
  deps: IntakeDeps,
  actor: Actor,
  { request, planned }: { request: RunRequest; planned: PlannedRun },
): NewExecution {
  const createdAt = deps.services.clock();
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
    dedupeKey: runKey(actor, request),
    startAt: startMoment(request, createdAt),
    runOptions: storedPartialRun(planned.options),
  });
}

/** Keys are a caller's own: another user or API key that sends the same one gets an execution, and not the data of the first. */
function runKey({ userId, apiKeyId }: Actor, { workflowId, idempotencyKey }: RunRequest): string | null {
  if (idempotencyKey === null) return null;
  return `run:${workflowId}:${hashSecret(JSON.stringify([userId, apiKeyId, idempotencyKey]))}`;
}

/** The output of the run shows the data that it reuses, so the actor has to be allowed to read them. */
function assertMayReuse(actor: Actor, { reuse_execution_id: reused }: RunRequest): void {
  if (reused !== undefined && !actor.permissions.has('executions:read')) throw reuseDenied();
}

/** Runs a workflow for a caller of the API. Throws `AppError`: `workflows.*`, `executions.*`, `permissions.denied`. */
export async function runWorkflow(deps: IntakeDeps, actor: Actor, request: RunRequest): Promise<RunReply> {
  assertMayReuse(actor, request);
  const choice = await chooseVersion(deps, actor, request);
  const whole = await loadVersion(deps, request.workflowId, choice.version);
  const graphOf = (version: number) => deps.workflows.graphOf(request.workflowId, version);
  await assertMayRun(actor, { ...choice, graphOf });
  const { earlier } = deps.services;
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
  const first = await findDuplicate(deps.db, actor.workspaceId, execution.dedupeKey ?? '');
  if (first === null) throw idempotencyKeyUsed();
  return { type: 'repeated', first };
}
