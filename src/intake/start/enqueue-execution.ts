import { insertExecution } from '../../executions/lifecycle/insert-execution.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** Commits the row of an execution and hands its id to the queue. */
export async function enqueueExecution(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  const { execution, guard, background } = request;
  const inserted = await insertExecution(deps.db, { execution, guard, entry: { type: 'queued' } });
  if (inserted !== 'inserted') return { type: inserted };
  background(deps.outbox.sendSoon(execution.id));
  return { type: 'accepted' };
}
