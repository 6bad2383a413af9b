import type { InsertResult } from '../../executions/lifecycle/insert-texts.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { STARTS_SENT_AHEAD } from '../limits.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** Commits the row of an execution that is to be sent to the queue. */
export function insertQueued(deps: IntakeDeps, { execution, guard }: StartRequest): Promise<InsertResult> {
  return deps.writers.insert({ execution, guard, entry: { type: 'queued' } });
}

/** Sends executions to the queue, now or for their start; those that start later than that are for the sweep. Never throws. */
export async function sendStarts(
  { outbox, services }: Pick<IntakeDeps, 'outbox' | 'services'>,
  executions: readonly Pick<NewExecution, 'id' | 'startAt'>[],
): Promise<void> {
  const now = services.clock();
  const later = executions.flatMap(({ id, startAt }) =>
    startAt === null ? [] : [{ id, delaySeconds: Math.max(0, Math.ceil((startAt - now) / 1000)) }],
  );
  const soon = executions.filter(({ startAt }) => startAt === null).map(({ id }) => id);
  await outbox.handOverLater(later.filter(({ delaySeconds }) => delaySeconds <= STARTS_SENT_AHEAD));
  await outbox.handOver(soon);
}

/** Commits the row of an execution and hands its id to the queue. */
export async function enqueueExecution(deps: IntakeDeps, request: StartRequest): Promise<StartResult> {
  const inserted = await insertQueued(deps, request);
  if (inserted !== 'inserted') return { type: inserted };
  const { execution } = request;
  const { id, workflowId, startAt } = execution;
  request.background(startAt === null ? deps.outbox.sendSoon(id, workflowId) : sendStarts(deps, [execution]));
  return { type: 'accepted' };
}
