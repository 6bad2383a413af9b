import type { App } from '../http/app-types.ts';
import { noSuchRoute } from '../http/http.errors.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute, mountRaw } from '../http/route.ts';
import { jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { plainPage } from '../pages/plain-page.ts';
import { MEBIBYTE, readBody } from '../shared/request-body.ts';
import { checkoutSchema, stripePageSchema } from './billing.schemas.ts';
import type { BillingDeps } from './billing-deps.ts';
import { receiveEvent } from './receive-event.ts';
import { requestCheckout } from './request-checkout.ts';
import { requestPortal } from './request-portal.ts';

const tags = ['Plans'];
const path = '/api/v1/workspaces/{workspace_id}/billing';

/** How large an event of Stripe may be, in bytes. */
const MAX_EVENT_BYTES = MEBIBYTE / 2;

const away = { 503: problem('`billing.stripe_away`, `billing.no_public_url`, or the database is away.') };

const checkout = defineRoute({
  operationId: 'request_checkout',
  summary: 'Buy or switch a plan',
  description:
    'Opens a page at Stripe: a checkout or, for a workspace that pays already, the question whether to switch. The plan changes once Stripe says that it was paid.',
  tags,
  method: 'post',
  path: `${path}/checkout`,
  permission: 'billing:manage',
  request: { params: workspacePath, body: jsonBody(checkoutSchema) },
  responses: {
    200: jsonResponse('Where to go.', stripePageSchema),
    409: problem(
      '`billing.off`: this server bills nobody. `billing.plan_taken`: the workspace has this plan. `billing.checkout_busy`: another one is being opened.',
    ),
    422: problem('`billing.plan_not_sold`: the plan has no price here.'),
    ...away,
  },
});

const portal = defineRoute({
  operationId: 'request_portal',
  summary: 'Manage a subscription',
  description: 'Opens the customer portal at Stripe: means of payment, invoices, another plan, cancellation.',
  tags,
  method: 'post',
  path: `${path}/portal`,
  permission: 'billing:manage',
  request: { params: workspacePath },
  responses: {
    200: jsonResponse('Where to go.', stripePageSchema),
    409: problem('`billing.off`: this server bills nobody. `billing.no_customer`: nothing was ever bought.'),
    ...away,
  },
});

const events = {
  tags,
  permission: 'public',
  path: '/api/v1/billing/stripe',
  operationId: 'receive_stripe_event',
  summary: 'Receive an event of Stripe',
  description:
    'For Stripe alone, which signs what it sends. An event that is known, or of no interest, is answered alike.',
  methods: ['post'],
  responses: {
    200: { description: 'It was taken; Stripe need not send it again.' },
    400: problem('`billing.signature_invalid`, `billing.event_invalid`.'),
    404: problem('`billing.off`: this server bills nobody.'),
    413: problem('The body is too large.'),
    503: problem('`billing.stripe_away`, or the database is away: Stripe sends it again.'),
  },
} as const;

const back = {
  tags,
  permission: 'public',
  path: '/billing/{outcome}',
  operationId: 'come_back_from_stripe',
  summary: 'Come back from Stripe',
  description: 'Where Stripe sends people when they are done: `paid` or `left`.',
  methods: ['get'],
  responses: {
    200: { description: 'What comes next.', content: { 'text/html': { schema: { type: 'string' } } } },
    404: problem('There is no such page.'),
  },
} as const;

const PAGES: { readonly [outcome: string]: { readonly title: string; readonly text: string } } = {
  paid: { title: 'Thank you', text: 'As soon as the payment is confirmed, the plan counts. You may close this page.' },
  left: {
    title: 'All is as before',
    text: 'Whatever you changed at Stripe counts within moments. You may close this page.',
  },
};

function backPage(outcome: string | undefined): Response {
  const page = outcome !== undefined && Object.hasOwn(PAGES, outcome) ? PAGES[outcome] : undefined;
  if (page === undefined) throw noSuchRoute();
  return plainPage(200, page.title, page.text);
}

export function registerBillingRoutes(app: App, deps: BillingDeps): void {
  app.openapi(checkout, async (c) => {
    return c.json(await requestCheckout(deps, c.var.actor, c.req.valid('json').plan), 200);
  });
  app.openapi(portal, async (c) => c.json(await requestPortal(deps, c.var.actor), 200));
  mountRaw(app, events, async (c) => {
    const body = await readBody(c.req.raw, MAX_EVENT_BYTES);
    await receiveEvent(deps, { body, signature: c.req.header('stripe-signature') ?? null });
    return c.json({ received: true }, 200);
  });
  mountRaw(app, back, (c) => backPage(c.req.param('outcome')));
}
