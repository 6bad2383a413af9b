import { noteTick } from '../../health/note-tick.ts';
import { runNightly } from '../../retention/run-nightly.ts';
import { settleSchedules } from '../ends/start-next-of-schedules.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { fireSchedules } from '../schedules/fire-schedules.ts';
import { fireWithinMinute } from '../schedules/tick-schedules.ts';
import { sweep } from './sweep.ts';

/** The cron expression of the nightly work in wrangler.toml; any other is the tick of each minute. */
const NIGHTLY = '17 3 * * *';

function reasonsOf(parts: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return parts.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
}

/** Schedules come first; whatever fails keeps nothing else from being done. */
async function runMinute(deps: IntakeDeps, sendDueJobs: () => Promise<void>): Promise<void> {
  const began = deps.services.clock();
  const [fired] = await Promise.allSettled([fireSchedules(deps)]);
  const parts = await Promise.allSettled([
    sweep(deps),
    settleSchedules(deps),
    sendDueJobs(),
    fireWithinMinute(deps, began, fired.status === 'fulfilled' ? fired.value : began),
  ]);
  const [error, ...more] = reasonsOf([fired, ...parts]);
  if (more.length > 0) throw new AggregateError([error, ...more], 'Parts of the tick failed.');
  if (error !== undefined) throw error;
  await noteTick(deps.db);
}

/** What a Cron Trigger sets going; `sendDueJobs` has bulk jobs taken up that nobody works on. Throws when part of it failed, so that the platform shows it. */
export async function runScheduled(deps: IntakeDeps, cron: string, sendDueJobs: () => Promise<void>): Promise<void> {
  if (cron === NIGHTLY) await runNightly(deps.db, deps.services.clock);
  else await runMinute(deps, sendDueJobs);
}
