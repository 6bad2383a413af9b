import type { IntakeDeps } from '../intake-deps.ts';
import { enqueueExecution } from './enqueue-execution.ts';
import { isLight } from './light-run.ts';
import { runWithRow } from './run-with-row.ts';
import { runWithoutRow } from './run-without-row.ts';
import { startElsewhere } from './start-elsewhere.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/**
 * Starts an execution in the way that costs least. If nobody waits for it, it goes to the queue. If it has no effects, it
 * runs in memory, with one statement at its end. Otherwise its row is written first, and its object when it is needed. Where
 * other processes run executions, only light ones run here.
 */
export function startFreely(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  if (request.waitMs === null) return enqueueExecution(deps, request);
  if (deps.elsewhere !== null && !isLight(request)) return startElsewhere(deps, deps.elsewhere, request);
  if (request.execution.hasEffects) return runWithRow(deps, request, request.waitMs);
  return runWithoutRow(deps, request, request.waitMs);
}
