import { runNightly } from '../../retention/run-nightly.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { sweep } from './sweep.ts';

/** The cron expression of the nightly work in wrangler.toml; any other is the tick of each minute. */
const NIGHTLY = '17 3 * * *';

/** What a Cron Trigger sets going. Throws when part of it failed, so that the platform shows it. */
export async function runScheduled(deps: IntakeDeps, cron: string): Promise<void> {
  if (cron === NIGHTLY) await runNightly(deps.db);
  else await sweep(deps);
}
