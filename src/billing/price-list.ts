import { z } from 'zod';
import { PAID_PLANS, type PaidPlan } from '../plans/plan-table.ts';

/** Which price of Stripe buys which plan. */
export type PriceList = {
  /** The price at which a plan is sold now; `null`: it is not sold. */
  priceOf(plan: PaidPlan): string | null;
  /** The plan that a price buys, also one that is sold no more; `null`: none of ours. */
  planOf(price: string): PaidPlan | null;
};

type Pair = { readonly plan: PaidPlan; readonly price: string };

function pairOf(text: string): Pair[] {
  const [name = '', price = '', ...more] = text.split('=').map((part) => part.trim());
  const plan = PAID_PLANS.find((one) => one === name);
  return plan === undefined || more.length > 0 || !/^price_\w+$/.test(price) ? [] : [{ plan, price }];
}

function priceList(pairs: readonly Pair[]): PriceList {
  return {
    priceOf: (plan) => pairs.find((pair) => pair.plan === plan)?.price ?? null,
    planOf: (price) => pairs.find((pair) => pair.price === price)?.plan ?? null,
  };
}

/** The setting STRIPE_PRICES, e.g. `pro=price_1,business=price_2,pro=price_0`: of several prices of a plan the first is sold. */
export const stripePricesSetting = z
  .string()
  .default('')
  .transform((list, context) => {
    const parts = list.split(',').filter((part) => part.trim() !== '');
    const pairs = parts.flatMap(pairOf);
    if (pairs.length === parts.length) return priceList(pairs);
    context.addIssue({ code: 'custom', message: 'must be a list such as pro=price_1,business=price_2' });
    return z.NEVER;
  });
