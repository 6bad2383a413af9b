import type { Stripe } from 'stripe';
import type { PlanSwitch, Purchase, StripePage } from './stripe-client.ts';

/** Closes the pages of a customer that were left open, so that nobody pays twice. */
export async function closeCheckouts({ checkout }: Stripe, customer: string): Promise<void> {
  const { data } = await checkout.sessions.list({ customer, status: 'open', limit: 100 });
  for (const { id } of data) await checkout.sessions.expire(id);
}

/** A page that sells a plan. */
export async function openCheckout(stripe: Stripe, purchase: Purchase): Promise<StripePage> {
  const { customer, workspaceId, price, successUrl, cancelUrl } = purchase;
  const { url } = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer,
    client_reference_id: workspaceId,
    line_items: [{ price, quantity: 1 }],
    subscription_data: { metadata: { workspace_id: workspaceId } },
    success_url: successUrl,
    cancel_url: cancelUrl,
  });
  if (url === null) throw new Error('Stripe opened a checkout without an address.');
  return { url };
}

/** A page that asks whether to switch to another plan, and says what is owed for it. */
export async function openPlanSwitch(stripe: Stripe, planSwitch: PlanSwitch): Promise<StripePage> {
  const { customer, subscription, price, returnUrl } = planSwitch;
  const items = [{ id: subscription.itemId ?? '', price, quantity: 1 }];
  const { url } = await stripe.billingPortal.sessions.create({
    customer,
    return_url: returnUrl,
    flow_data: {
      type: 'subscription_update_confirm',
      subscription_update_confirm: { subscription: subscription.id, items },
    },
  });
  return { url };
}
