import { nextStart } from '../../schedules/firing/read-due.ts';
import { pause } from '../../shared/pause.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { fireSchedules } from './fire-schedules.ts';

const MINUTE_MS = 60_000;

/** A tick that comes this early, in milliseconds, belongs to the minute that is about to begin. */
const EARLY_MS = 500;

/** How long before the next minute, in milliseconds, a tick is over: what starts after that is for the next tick. */
const LEAVE_MS = 1000;

/** Until when a tick that begins at this moment looks after starts that lie within its minute. */
export function endOfTick(began: number): number {
  return Math.floor((began + EARLY_MS) / MINUTE_MS + 1) * MINUTE_MS - LEAVE_MS;
}

/**
 * Waits for the starts that jitter puts within the minute, each in its turn. `fired`: up to which moment schedules have been
 * started. Ends at once where there are none.
 */
export async function fireWithinMinute(deps: IntakeDeps, began: number, fired: number): Promise<void> {
  let done = fired;
  for (;;) {
    const next = await nextStart(deps.db, done);
    if (next === null || next > endOfTick(began)) return;
    await pause(Math.max(1, next - deps.services.clock()));
    done = await fireSchedules(deps);
  }
}
