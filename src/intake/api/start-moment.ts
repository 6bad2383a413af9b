import { startTooLate } from './run-workflow.errors.ts';
import { MAX_DELAY_SECONDS, type StartFields } from './run-workflow.schemas.ts';

/** When a run that is asked for at `now` is to start (ms since the epoch); `null`: at once. Throws `executions.start_too_late`. */
export function startMoment({ start_at, delay_seconds = 0 }: StartFields, now: number): number | null {
  const moment = start_at === undefined ? now + delay_seconds * 1000 : Date.parse(start_at);
  if (moment > now + MAX_DELAY_SECONDS * 1000) throw startTooLate();
  return moment <= now ? null : moment;
}
