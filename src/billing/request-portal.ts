import { auditEntry } from '../audit/audited-change.ts';
import type { Actor } from '../security/permissions.ts';
import { noCustomer } from './billing.errors.ts';
import { type BillingDeps, requireStripe, returnUrl } from './billing-deps.ts';
import type { StripePage } from './stripe-client.ts';

/**
 * Opens the page at Stripe where an owner changes how they pay, reads invoices, switches or cancels. Throws `billing.off`,
 * `billing.no_customer`, `billing.no_public_url`, `billing.stripe_away`.
 */
export async function requestPortal(deps: BillingDeps, actor: Actor): Promise<StripePage> {
  const stripe = requireStripe(deps);
  const { workspaceId } = actor;
  const customer = await deps.billing.customerOf(workspaceId);
  if (customer === null) throw noCustomer();
  const page = await stripe.openPortal({ customer, returnUrl: returnUrl(deps, 'left') });
  const now = deps.now();
  const target = { target_type: 'workspace', target_id: workspaceId } as const;
  await deps.billing.note(auditEntry(actor, { ...target, action: 'plans.portal_requested', id: deps.ids(now), now }));
  return page;
}
