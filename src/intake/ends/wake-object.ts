import { callCoordinator } from '../../runner/journal/object-journal.ts';
import { consoleLog } from '../../shared/log.ts';
import type { IntakeDeps } from '../intake-deps.ts';

/** Lets the runner of a busy execution hear that something came for it. Never throws: the renewal of its lease tells it too. */
export async function wakeObject({ coordinators }: Pick<IntakeDeps, 'coordinators'>, id: string): Promise<void> {
  try {
    await callCoordinator(coordinators, id, (stub) => stub.wake());
  } catch (error) {
    const message = 'An object was not told of a wake-up; the lease tells its runner.';
    consoleLog({ level: 'warn', message, execution: id, error });
  }
}
