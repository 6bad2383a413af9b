import { auditSystemEntry } from '../audit/audited-change.ts';
import type { BillingDeps } from './billing-deps.ts';
import type { StripeClient } from './stripe-client.ts';

/** Workspaces that one minute takes up. */
const LIMIT = 50;

async function endGraces({ billing, plans, ids, now }: BillingDeps): Promise<void> {
  for (const workspaceId of await billing.gracesOver(LIMIT)) {
    const time = now();
    const target = {
      target_type: 'workspace',
      target_id: workspaceId,
      details: { to: 'free', why: 'grace_over' },
    } as const;
    const audit = auditSystemEntry(workspaceId, {
      ...target,
      action: 'plans.changed',
      id: ids(time),
      now: time,
    });
    await billing.endGrace(workspaceId, { plan: { id: 'free', limits: plans.limitsOf('free') }, audit });
  }
}

/** Nobody pays on for a workspace that is to be deleted. One that fails keeps none of the others. */
async function endOfDeleted({ billing, log }: BillingDeps, stripe: StripeClient): Promise<void> {
  for (const subscription of await billing.toEnd(LIMIT)) {
    try {
      await stripe.endWithPeriod(subscription.stripe_subscription_id);
      await billing.noteEnd(subscription);
    } catch (error) {
      const message = 'The subscription of a deleted workspace was not ended; the next minute tries again.';
      log({ level: 'error', message, workspace: subscription.workspace_id, error });
    }
  }
}

/** What subscriptions need each minute. Repeating it changes nothing. */
export async function keepSubscriptions(deps: BillingDeps): Promise<void> {
  if (deps.stripe === null) return;
  await endGraces(deps);
  await endOfDeleted(deps, deps.stripe);
}
