import { describe, expect, it } from 'vitest';
import {
  entitlementOf,
  GRACE_DAYS,
  type StripeSubscription,
  subscriptionThatCounts,
} from '../../src/billing/subscription-state.ts';

const NOW = 1_800_000_000_000;
const GRACE_MS = GRACE_DAYS * 86_400_000;

function subscription(changes: Partial<StripeSubscription>): StripeSubscription {
  return {
    id: 'sub_1',
    status: 'active',
    createdAt: NOW,
    plan: 'pro',
    itemId: 'si_1',
    periodEnd: null,
    endsWithPeriod: false,
    ...changes,
  };
}

describe('entitlementOf', () => {
  it.each([
    ['active', 'pro', null],
    ['trialing', 'pro', null],
    ['past_due', 'pro', NOW + GRACE_MS],
    ['unpaid', 'pro', NOW + GRACE_MS],
    ['canceled', 'free', null],
    ['incomplete', 'free', null],
    ['incomplete_expired', 'free', null],
    ['paused', 'free', null],
    ['what comes next year', 'free', null],
  ])('of a subscription that is %s is %s', (status, planId, graceUntil) => {
    expect(entitlementOf(subscription({ status }), { graceUntil: null, now: NOW })).toEqual({ planId, graceUntil });
  });

  it('lets a grace go on, and end at its moment', () => {
    const overdue = subscription({ status: 'past_due' });
    const at = (now: number) => entitlementOf(overdue, { graceUntil: NOW, now });
    expect([at(NOW - 1), at(NOW)]).toEqual([
      { planId: 'pro', graceUntil: NOW },
      { planId: 'free', graceUntil: NOW },
    ]);
  });

  it('gives nothing for a price of somebody else', () => {
    expect(entitlementOf(subscription({ plan: null }), { graceUntil: null, now: NOW }).planId).toBe('free');
  });
});

describe('subscriptionThatCounts', () => {
  it('is the paid one, then the overdue one, then the newest', () => {
    const old = subscription({ id: 'old', createdAt: 1, status: 'canceled' });
    const late = subscription({ id: 'late', createdAt: 2, status: 'past_due' });
    const paid = subscription({ id: 'paid', createdAt: 1 });
    const ended = subscription({ id: 'ended', createdAt: 3, status: 'canceled' });
    expect(subscriptionThatCounts([old, late, ended, paid])?.id).toBe('paid');
    expect(subscriptionThatCounts([old, ended, late])?.id).toBe('late');
    expect(subscriptionThatCounts([old, ended])?.id).toBe('ended');
    expect(subscriptionThatCounts([])).toBeNull();
  });
});
