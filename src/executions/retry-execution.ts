import type { Actor } from '../security/permissions.ts';
import { assertMayRun, mayUseCredentials } from '../workflows/credential-use.ts';
import type { ExecutionDeps } from './execution-deps.ts';
import { getExecution, hasEnded, loadExecution } from './get-execution.ts';
import { isRedacted } from './history/redacted-json.ts';
import { hasSettledRuns } from './history/settled-runs.ts';
import { insertExecution, workflowGuard } from './lifecycle/insert-execution.ts';
import { publishedVersion } from './lifecycle/published-version.ts';
import type { NewExecution } from './model/execution-record.ts';
import {
  dataNotKept,
  executionStillRunning,
  historyIncomplete,
  nothingFailed,
  retryImpossible,
} from './model/executions.errors.ts';
import type { Execution, RetryExecution } from './model/executions.schemas.ts';
import { type PartialRun, storedPartialRun } from './model/partial-run.ts';
import { runAgain } from './run-again.ts';

/** The version to run, if the actor may run it. Whoever may use credentials may run any, so nothing need be read. */
async function versionToRun(
  deps: ExecutionDeps,
  actor: Actor,
  { execution, choice }: { execution: Execution; choice: RetryExecution },
): Promise<number> {
  const { workflow_id: workflowId, workspace_id: workspaceId, workflow_version: original } = execution;
  if (choice.version === 'original' && mayUseCredentials(actor)) return original;
  const published = await publishedVersion(deps.db, { workflowId, workspaceId });
  const version = choice.version === 'original' ? original : published;
  if (version === null) throw retryImpossible();
  await assertMayRun(actor, { version, published, graphOf: (one) => deps.graphOf(workflowId, one) });
  return version;
}

/**
 * A partial run is retried as the same part. What a retry from a failed node reused is in its own history, so the next retry
 * reuses that history and not the first one's. One that has completed is gone on from only if somebody has said of one of its
 * node runs what came of it.
 */
async function retryOptions(
  { db }: ExecutionDeps,
  { id, status, run_options }: Execution,
  from: RetryExecution['from'],
): Promise<PartialRun> {
  const before = run_options ?? {};
  if (from === 'start' && before.from === undefined) return before;
  const { start_node_id, reuse_execution_id, from: again, ...options } = before;
  if (from === 'start') return options;
  if (status === 'completed' && !(await hasSettledRuns(db, id))) throw nothingFailed();
  return { ...options, reuse_execution_id: id, from };
}

/** `key`: what names the retry, so that it is started once. */
export type RetryRequest = RetryExecution & { readonly id: string; readonly key?: string };

type RetryPlan = { readonly execution: Execution; readonly version: number; readonly request: RetryRequest };

/** The new execution that runs this one once more. */
async function retryOf(deps: ExecutionDeps, actor: Actor, plan: RetryPlan): Promise<NewExecution> {
  const { execution, version, request } = plan;
  const options = await retryOptions(deps, execution, request.from);
  if (isRedacted(execution.trigger_data)) throw dataNotKept(execution.trigger_node_id ?? '');
  const described = await deps.describeRun({ workflowId: execution.workflow_id, version, options });
  if (described === null) throw retryImpossible();
  if (described.obstacle !== null) throw historyIncomplete(described.obstacle);
  return runAgain(deps, actor, {
    execution,
    workflowVersion: version,
    hasEffects: described.hasEffects,
    nodesTotal: described.nodes,
    retryCount: execution.retry_count + 1,
    runOptions: storedPartialRun(options),
    ...(request.key === undefined ? {} : { dedupeKey: request.key }),
  });
}

/**
 * Starts a retry, and gives its id. One whose key has started a retry before starts none. Throws what {@link retryExecution}
 * throws.
 */
export async function startRetry(deps: ExecutionDeps, actor: Actor, request: RetryRequest): Promise<string> {
  const { execution } = await loadExecution(deps, actor, request.id);
  if (!hasEnded(execution)) throw executionStillRunning(execution.status);
  const version = await versionToRun(deps, actor, { execution, choice: request });
  const retry = await retryOf(deps, actor, { execution, version, request });
  const guard = workflowGuard(retry);
  const inserted = await insertExecution(deps.db, { execution: retry, entry: { type: 'queued' }, guard });
  if (inserted === 'stale') throw retryImpossible();
  if (inserted === 'inserted') await deps.enqueue([retry.id], retry.workflowId);
  return retry.id;
}

/**
 * Runs an execution that has ended once more with the same input, from the start or from the node that failed: a new
 * execution that names the old one as its parent. Throws `executions.not_found`, `executions.not_ended`,
 * `executions.workflow_unavailable`, `executions.not_failed`, `executions.history_incomplete`,
 * `workflows.credential_use_denied`.
 */
export async function retryExecution(
  deps: ExecutionDeps,
  actor: Actor,
  request: RetryExecution & { id: string },
): Promise<Execution> {
  return getExecution(deps, actor, await startRetry(deps, actor, request));
}
