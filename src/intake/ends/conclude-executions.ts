import { wakeCallers } from '../../executions/calls/wake-callers.ts';
import { cancelCalled } from '../../executions/lifecycle/cancel-called.ts';
import type { Aftermath } from '../../runner/history/aftermath.ts';
import { callCoordinator } from '../../runner/journal/object-journal.ts';
import { consoleLog } from '../../shared/log.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { reportFailures } from './report-failures.ts';

/** All that may be concerned, for ends of which nothing is known but the ids. */
export const ALL_CONCERNED: readonly Aftermath[] = ['callers', 'called', 'error_workflow'];

/** Tells the object of an execution that no further effect may begin. */
export function cancelObject({ coordinators, services }: IntakeDeps, id: string): Promise<void> {
  return callCoordinator(coordinators, id, (stub) => stub.cancel(id, services.clock()));
}

/** Cancels what executions that have ended still wait for. */
export function cancelAbandoned(deps: IntakeDeps, ids: readonly string[]): Promise<void> {
  const { db, outbox } = deps;
  return cancelCalled({ db, cancelObject: (id) => cancelObject(deps, id), enqueue: outbox.handOver }, ids);
}

const STEPS: { readonly [concerned in Aftermath]: (deps: IntakeDeps, ids: readonly string[]) => Promise<void> } = {
  callers: ({ db, outbox }, ids) => wakeCallers({ db, enqueue: outbox.handOver }, ids),
  called: cancelAbandoned,
  error_workflow: reportFailures,
};

/** What follows from the end of executions, for others. Never throws: what fails here, the sweep makes good. */
export async function concludeExecutions(
  deps: IntakeDeps,
  ids: readonly string[],
  concerned: readonly Aftermath[],
): Promise<void> {
  if (ids.length === 0) return;
  const steps = await Promise.allSettled(concerned.map((one) => STEPS[one](deps, ids)));
  for (const step of steps) {
    if (step.status === 'fulfilled') continue;
    const message = 'What follows from the end of executions was not done; the sweep does it.';
    consoleLog({ level: 'warn', message, executions: ids, error: step.reason });
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

/** What follows from giving executions up. `promoted`: those of them that have an object, which must let no effect begin any more. */
export async function concludeGivenUp(
  deps: IntakeDeps,
  { ids, promoted }: { ids: readonly string[]; promoted: readonly string[] },
): Promise<void> {
  await Promise.all(promoted.map((id) => stopEffects(deps, id)));
  await concludeExecutions(deps, ids, ALL_CONCERNED);
}
