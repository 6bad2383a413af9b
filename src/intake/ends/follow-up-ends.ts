import { wakeCallers } from '../../executions/calls/wake-callers.ts';
import { cancelCalled } from '../../executions/lifecycle/cancel-called.ts';
import type { FollowUp } from '../../runner/history/follow-ups.ts';
import { callCoordinator } from '../../runner/journal/object-journal.ts';
import { consoleLog } from '../../shared/log.ts';
import { leaveGates } from '../flow/leave-gates.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { startErrorWorkflows } from './start-error-workflows.ts';
import { startNextOfSchedules } from './start-next-of-schedules.ts';
import { wakeObject } from './wake-object.ts';

/** For executions of which only the ids are known: each follow-up finds out itself whether there is anything to do. */
export const ALL_FOLLOW_UPS: readonly FollowUp[] = [
  'wake_callers',
  'cancel_called',
  'start_error_workflow',
  'start_next_of_schedule',
  'leave_gates',
];

/** Tells the object of an execution that no further effect may begin. */
export function cancelObject({ coordinators, services }: IntakeDeps, id: string): Promise<void> {
  return callCoordinator(coordinators, id, (stub) => stub.cancel(id, services.clock()));
}

/** Cancels the executions that these ended ones called and that still run. */
export function cancelAbandoned(deps: IntakeDeps, ids: readonly string[]): Promise<void> {
  const { db, outbox } = deps;
  return cancelCalled({ db, cancelObject: (id) => cancelObject(deps, id), enqueue: outbox.handOver }, ids);
}

const FOLLOW_UPS: { readonly [name in FollowUp]: (deps: IntakeDeps, ids: readonly string[]) => Promise<void> } = {
  wake_callers: (deps, ids) =>
    wakeCallers({ db: deps.db, enqueue: deps.outbox.handOver, wakeObject: (id) => wakeObject(deps, id) }, ids),
  cancel_called: cancelAbandoned,
  start_error_workflow: startErrorWorkflows,
  start_next_of_schedule: startNextOfSchedules,
  leave_gates: leaveGates,
};

/** Does what has to be done for others when executions have ended. Never throws: the sweep does again what fails here. */
export async function followUpEnds(
  deps: IntakeDeps,
  ids: readonly string[],
  followUps: readonly FollowUp[],
): Promise<void> {
  if (ids.length === 0) return;
  const results = await Promise.allSettled(followUps.map((name) => FOLLOW_UPS[name](deps, ids)));
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    const message = 'What follows from the end of executions was not done; the sweep does it.';
    consoleLog({ level: 'warn', message, executions: ids, error: result.reason });
  }
}

async function stopEffects(deps: IntakeDeps, id: string): Promise<void> {
  try {
    await cancelObject(deps, id);
  } catch (error) {
    const message = 'The object of an execution that was given up was not reached.';
    consoleLog({ level: 'warn', message, execution: id, error });
  }
}

/** Does what has to be done for executions that were given up. `promoted`: those that have an object, which must let no further effect begin. */
export async function followUpGivenUp(
  deps: IntakeDeps,
  { ids, promoted }: { ids: readonly string[]; promoted: readonly string[] },
): Promise<void> {
  await Promise.all(promoted.map((id) => stopEffects(deps, id)));
  await followUpEnds(deps, ids, ALL_FOLLOW_UPS);
}
