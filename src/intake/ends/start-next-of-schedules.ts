import { closeEndedRuns, freeHeldRuns } from '../../schedules/firing/open-runs.ts';
import type { IntakeDeps } from '../intake-deps.ts';

type NextDeps = Pick<IntakeDeps, 'db' | 'outbox'>;

/** Starts what schedules have queued behind these executions, which have ended. */
export async function startNextOfSchedules({ db, outbox }: NextDeps, ended: readonly string[]): Promise<void> {
  await outbox.handOver(await freeHeldRuns(db, ended));
}

/** The same for all that have ended: whoever ended one may not have come so far. */
export async function settleSchedules({ db, outbox }: NextDeps): Promise<void> {
  await closeEndedRuns(db);
  await outbox.handOver(await freeHeldRuns(db, null));
}
