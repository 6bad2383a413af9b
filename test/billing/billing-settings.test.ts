import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/settings.ts';

describe('the settings of Stripe', () => {
  it('name what a key needs besides', () => {
    expect(() => parseSettings({ ...env, PUBLIC_URL: '', STRIPE_SECRET_KEY: 'sk_test_1' })).toThrow(
      /STRIPE_WEBHOOK_SECRET[\s\S]*PUBLIC_URL/,
    );
  });

  it('know several prices of a plan, and sell the first', () => {
    const { STRIPE_PRICES } = parseSettings({ ...env, STRIPE_PRICES: 'pro=price_2, business=price_3,pro=price_1,' });
    expect(STRIPE_PRICES.priceOf('pro')).toBe('price_2');
    expect(['price_1', 'price_2', 'price_3', 'price_4'].map(STRIPE_PRICES.planOf)).toEqual([
      'pro',
      'pro',
      'business',
      null,
    ]);
  });

  it.each([
    'gold=price_1',
    'free=price_1',
    'pro',
    'pro=',
    'pro=price_1=x',
    'pro=prod_1',
    'pro=price_1;business=price_2',
  ])('refuse the prices %j', (STRIPE_PRICES) => {
    expect(() => parseSettings({ ...env, STRIPE_PRICES })).toThrow(/STRIPE_PRICES/);
  });
});
