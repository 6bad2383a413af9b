import type { ExecutionEnding, NewExecution } from '../executions/execution-record.ts';
import { type IntakeGuard, insertExecution } from '../executions/insert-execution.ts';
import type { CallerResponse } from '../nodes/define-node.ts';
import type { CompiledWorkflow } from '../runner/compiled-workflow.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { runWithRow } from './run-with-row.ts';
import { runWithoutRow } from './run-without-row.ts';

export type StartRequest = {
  readonly workflow: CompiledWorkflow;
  readonly execution: NewExecution;
  readonly guard: IntakeGuard;
  /** How long the caller waits for the answer, in milliseconds; `null`: not at all. */
  readonly waitMs: number | null;
  /** What a caller who waits is answered with: the first answer that a node gives, or the end alone. */
  readonly answerWith: 'response' | 'end';
  /** Keeps the Worker alive for work that outlasts the answer (`waitUntil`). */
  readonly background: (work: Promise<unknown>) => void;
};

/** What the caller can be told. `accepted` means that the row is in and the execution goes on by itself. */
export type StartResult =
  | { readonly type: 'accepted' }
  | { readonly type: 'responded'; readonly response: CallerResponse }
  | { readonly type: 'ended'; readonly ending: ExecutionEnding }
  /** Another execution has the same dedupe key. */
  | { readonly type: 'duplicate' }
  /** What intake knew of the workflow no longer holds: to be read anew. */
  | { readonly type: 'stale' };

/** Commits the row of an execution and hands its id to the queue. */
export async function enqueueExecution(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  const { execution, guard, background } = request;
  const inserted = await insertExecution(deps.db, { execution, guard, entry: { type: 'queued' } });
  if (inserted !== 'inserted') return { type: inserted };
  background(deps.outbox.sendSoon(execution.id));
  return { type: 'accepted' };
}

/**
 * Starts an execution in the way that costs least: for the queue if nobody waits; in memory, with one statement at its end,
 * if it has no effects; else with its row first and its object behind it.
 */
export function startExecution(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  if (request.waitMs === null) return enqueueExecution(deps, request);
  if (request.execution.hasEffects) return runWithRow(deps, request, request.waitMs);
  return runWithoutRow(deps, request, request.waitMs);
}
