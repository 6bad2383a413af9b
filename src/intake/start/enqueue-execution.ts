import { type InsertResult, insertExecution } from '../../executions/lifecycle/insert-execution.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { STARTS_SENT_AHEAD } from '../limits.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** Commits the row of an execution that is to be sent to the queue. */
export function insertQueued(deps: IntakeDeps, { execution, guard }: StartRequest): Promise<InsertResult> {
  return insertExecution(deps.db, { execution, guard, entry: { type: 'queued' } });
}

/** Sends an execution to the queue, now or for its start; one that starts later than that is for the sweep. */
async function sendStart({ outbox, services }: IntakeDeps, { id, startAt }: NewExecution): Promise<void> {
  if (startAt === null) return outbox.sendSoon(id);
  const delaySeconds = Math.max(0, Math.ceil((startAt - services.clock()) / 1000));
  if (delaySeconds <= STARTS_SENT_AHEAD) await outbox.handOverLater([{ id, delaySeconds }]);
}

/** Commits the row of an execution and hands its id to the queue. */
export async function enqueueExecution(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  const inserted = await insertQueued(deps, request);
  if (inserted !== 'inserted') return { type: inserted };
  request.background(sendStart(deps, request.execution));
  return { type: 'accepted' };
}
