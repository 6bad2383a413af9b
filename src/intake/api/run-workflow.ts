import { z } from 'zod';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { storedPartialRun } from '../../executions/model/partial-run.ts';
import type { CompiledWorkflow } from '../../runner/workflow/compiled-workflow.ts';
import type { Actor } from '../../security/permissions.ts';
import { AppError } from '../../shared/errors.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { type FirstExecution, findDuplicate } from '../start/find-duplicate.ts';
import { startExecution } from '../start/start-execution.ts';
import type { StartResult } from '../start/start-request.ts';
import { badField } from './bad-field.ts';
import { type PlannedRun, planPartialRun } from './plan-partial-run.ts';
import type { RunWorkflow } from './run-workflow.schemas.ts';

const VERSIONS = `SELECT status, version, published_version FROM workflows WHERE id = $1::uuid AND workspace_id = $2::uuid`;

const versionsSchema = z.object({
  status: z.enum(['draft', 'active', 'archived']),
  version: z.number(),
  published_version: z.number().nullable(),
});

/** A request to run a workflow, its parts gathered from path, body and headers. */
export type RunRequest = RunWorkflow & {
  readonly workflowId: string;
  readonly idempotencyKey: string | null;
  readonly background: (work: Promise<unknown>) => void;
};

/** What became of the request: a new execution, or the one that this `Idempotency-Key` started before. */
export type RunReply =
  | { readonly type: 'started'; readonly execution: NewExecution; readonly result: StartResult }
  | { readonly type: 'repeated'; readonly first: FirstExecution };

/** What is asked for or, by default, what triggers run; a workflow that was never published runs as it was last saved. */
async function chooseVersion(deps: IntakeDeps, actor: Actor, request: RunRequest): Promise<number> {
  const row = (await deps.db.sql.query(VERSIONS, [request.workflowId, actor.workspaceId]))[0];
  if (row === undefined) throw new AppError('workflows.not_found', 404, 'There is no such workflow in this workspace.');
  const { status, version, published_version } = versionsSchema.parse(row);
  if (status === 'archived')
    throw new AppError('workflows.archived', 409, 'The workflow is archived; unarchive it first.');
  if (request.version === 'latest') return version;
  return request.version ?? published_version ?? version;
}

async function loadVersion(deps: IntakeDeps, workflowId: string, version: number): Promise<CompiledWorkflow> {
  const workflow = await deps.workflows.load(workflowId, version);
  if (workflow !== null) return workflow;
  throw badField('workflows.version_not_found', 'version', `The workflow has no version ${version}.`);
}

function isByHand(actor: Actor): boolean {
  return actor.via !== 'api_key';
}

function newExecution(deps: IntakeDeps, actor: Actor, run: { request: RunRequest; planned: PlannedRun }): NewExecution {
  const { request, planned } = run;
  const { workflow, triggerNodeId, triggerData, inputData, options } = planned;
  const createdAt = deps.services.clock();
  return {
    id: deps.services.newId(createdAt),
    createdAt,
    workflowId: workflow.identity.workflowId,
    workspaceId: actor.workspaceId,
    triggeredBy: actor.userId,
    workflowVersion: workflow.identity.version,
    triggerType: isByHand(actor) ? 'manual' : 'api',
    triggerNodeId,
    triggerData,
    inputData,
    hasEffects: workflow.plan.hasEffects,
    nodesTotal: workflow.plan.nodes.length,
    dedupeKey: request.idempotencyKey === null ? null : `run:${request.workflowId}:${request.idempotencyKey}`,
    parentExecutionId: null,
    retryCount: 0,
    depth: 0,
    runOptions: storedPartialRun(options),
  };
}

/** What is reused comes back in what the run brings forth. */
function assertMayReuse(actor: Actor, { reuse_execution_id: reused }: RunRequest): void {
  if (reused === undefined || actor.permissions.has('executions:read')) return;
  const message =
    'To reuse the data of an execution, one has to be allowed to read it: this needs executions:read, too.';
  throw new AppError('permissions.denied', 403, message);
}

/** Runs a workflow for a caller of the API. Throws `AppError`: `workflows.*`, `executions.*`, `permissions.denied`. */
export async function runWorkflow(deps: IntakeDeps, actor: Actor, request: RunRequest): Promise<RunReply> {
  assertMayReuse(actor, request);
  const version = await chooseVersion(deps, actor, request);
  const whole = await loadVersion(deps, request.workflowId, version);
  const { earlier } = deps.services;
  const planned = await planPartialRun(earlier, { request, workflow: whole, byHand: isByHand(actor) });
  const execution = newExecution(deps, actor, { request, planned });
  const { workflowId, workspaceId } = execution;
  const result = await startExecution(deps, {
    workflow: whole,
    execution,
    guard: { type: 'workflow', workflowId, workspaceId },
    waitMs: request.wait ? request.timeout_seconds * 1000 : null,
    answerWith: 'end',
    background: request.background,
  });
  if (result.type === 'stale') throw new AppError('workflows.not_found', 404, 'There is no such workflow any more.');
  if (result.type !== 'duplicate') return { type: 'started', execution, result };
  const first = await findDuplicate(deps.db, workspaceId, execution.dedupeKey ?? '');
  if (first !== null) return { type: 'repeated', first };
  throw new AppError(
    'executions.key_used',
    409,
    'This Idempotency-Key was used for an execution whose history is gone.',
  );
}
