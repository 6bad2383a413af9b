import { z } from '@hono/zod-openapi';
import { PAID_PLANS } from '../plans/plan-table.ts';

export const checkoutSchema = z
  .strictObject({ plan: z.enum(PAID_PLANS).openapi({ description: 'The plan to buy, or to switch to.' }) })
  .openapi('Checkout');

export const stripePageSchema = z
  .strictObject({ url: z.string().openapi({ description: 'Where to send the browser: a page at Stripe.' }) })
  .openapi('StripePage');
