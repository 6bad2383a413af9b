/** What a customer gets by paying. */
type Payment = { readonly customer: string; readonly subscription: object };

/** What the fake has of one account, which is named by its secret key. */
export type StripeAccount = {
  /** Everything that was asked, in order: `POST /v1/customers` and its parameters. */
  readonly calls: { readonly call: string; readonly params: Record<string, string> }[];
  /** Customers by the idempotency key that made them. */
  readonly customers: Map<string, string>;
  /** Subscriptions by customer. */
  readonly subscriptions: Map<string, readonly object[]>;
  readonly sessions: Map<string, { readonly customer: string; status: string }>;
  /** Whether it answers 500 to all. */
  away: boolean;
  /** What is paid at the next request for open checkouts; `null`: nothing. */
  paying: Payment | null;
  /** Whether the next list of subscriptions is kept back until it is let go. */
  holding: boolean;
  readonly held: (() => void)[];
};

export function newAccount(): StripeAccount {
  return {
    calls: [],
    customers: new Map(),
    subscriptions: new Map(),
    sessions: new Map(),
    away: false,
    paying: null,
    holding: false,
    held: [],
  };
}

/** A request to the fake. */
export type StripeCall = {
  readonly account: StripeAccount;
  readonly params: URLSearchParams;
  readonly idempotencyKey: string | null;
  /** The id in the path, if there is one. */
  readonly id: string;
};

function listOf(data: readonly object[]): object {
  return { object: 'list', data, has_more: false, url: '/v1' };
}

let made = 0;
function newStripeId(prefix: string): string {
  made += 1;
  return `${prefix}_${made}_${Math.random().toString(36).slice(2)}`;
}

function createCustomer({ account, idempotencyKey }: StripeCall): object {
  const key = idempotencyKey ?? newStripeId('key');
  const id = account.customers.get(key) ?? newStripeId('cus');
  account.customers.set(key, id);
  return { object: 'customer', id };
}

function createSession({ account, params }: StripeCall): object {
  const id = newStripeId('cs');
  account.sessions.set(id, { customer: params.get('customer') ?? '', status: 'open' });
  return { object: 'checkout.session', id, url: `https://checkout.stripe.test/${id}` };
}

/** Pays each open checkout of the customer. */
function pay({ sessions, subscriptions }: StripeAccount, { customer, subscription }: Payment): void {
  for (const session of sessions.values()) if (session.customer === customer) session.status = 'complete';
  subscriptions.set(customer, [subscription]);
}

function listSessions({ account, params }: StripeCall): object {
  if (account.paying !== null) pay(account, account.paying);
  account.paying = null;
  const open = [...account.sessions].filter(
    ([, { customer, status }]) => customer === params.get('customer') && status === params.get('status'),
  );
  return listOf(open.map(([id]) => ({ object: 'checkout.session', id })));
}

function expireSession({ account, id }: StripeCall): object {
  const session = account.sessions.get(id);
  if (session !== undefined) session.status = 'expired';
  return { object: 'checkout.session', id };
}

async function listSubscriptions({ account, params }: StripeCall): Promise<object> {
  const answer = listOf(account.subscriptions.get(params.get('customer') ?? '') ?? []);
  if (account.holding) {
    account.holding = false;
    await new Promise<void>((resolve) => account.held.push(resolve));
  }
  return answer;
}

function openPortal(): object {
  return { object: 'billing_portal.session', url: 'https://billing.stripe.test/p' };
}

/** What the fake knows of Stripe's API, by method and path. */
export const STRIPE_API: { readonly [call: string]: (call: StripeCall) => object | Promise<object> } = {
  'POST /v1/customers': createCustomer,
  'GET /v1/subscriptions': listSubscriptions,
  'POST /v1/subscriptions/{id}': ({ id }) => ({ object: 'subscription', id }),
  'GET /v1/checkout/sessions': listSessions,
  'POST /v1/checkout/sessions': createSession,
  'POST /v1/checkout/sessions/{id}/expire': expireSession,
  'POST /v1/billing_portal/sessions': openPortal,
};

/** How tests steer it: the body is JSON. */
export const CONTROL: { readonly [action: string]: (account: StripeAccount, body: string) => unknown } = {
  calls: ({ calls }) => calls,
  subscriptions: ({ subscriptions }, body) => {
    const { customer, list } = JSON.parse(body);
    subscriptions.set(customer, list);
    return {};
  },
  away: (account, body) => {
    account.away = JSON.parse(body);
    return {};
  },
  hold: (account) => {
    account.holding = true;
    return {};
  },
  held: ({ held }) => held.length,
  /** The ids of the checkouts that can still be paid. */
  open: ({ sessions }) => [...sessions].filter(([, { status }]) => status === 'open').map(([id]) => id),
  /** Somebody pays while the next request for the open checkouts is on its way. */
  pay: (account, body) => {
    account.paying = JSON.parse(body);
    return {};
  },
  release: ({ held }) => {
    for (const go of held.splice(0)) go();
    return {};
  },
};
