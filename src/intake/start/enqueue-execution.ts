import type { InsertResult } from '../../executions/lifecycle/insert-texts.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** Commits the row of an execution that is to be sent to the queue. */
export function insertQueued(deps: IntakeDeps, { execution, guard }: StartRequest): Promise<InsertResult> {
  return deps.writers.insert({ execution, guard, entry: { type: 'queued' } });
}

/** Commits the row of an execution and hands its id to the queue. */
export async function enqueueExecution(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  const inserted = await insertQueued(deps, request);
  if (inserted !== 'inserted') return { type: inserted };
  request.background(deps.outbox.sendSoon(request.execution.id, request.execution.workflowId));
  return { type: 'accepted' };
}
