import type { AuthDatabase, SystemDatabase } from '../db/client.ts';
import type { MailPost } from '../mail/mailer.ts';
import { keepLimits } from './keep-limits.ts';
import { measureUsage } from './measure-usage.ts';
import type { PlanBook } from './plan-book.ts';
import { tellOwners } from './tell-owners.ts';

export type KeepPlansDeps = {
  readonly db: SystemDatabase;
  /** Who the owners are. */
  readonly auth: AuthDatabase;
  readonly plans: PlanBook;
  readonly mailer: MailPost;
};

/** What plans need each minute. Several may do it at once, and break off anywhere: the next one goes on. */
export async function keepPlans(deps: KeepPlansDeps): Promise<void> {
  await keepLimits(deps.db, deps.plans);
  if (!deps.plans.isBilled) return;
  for (const measured of await measureUsage(deps.db)) await tellOwners(deps, measured);
}
