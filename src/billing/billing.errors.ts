import { AppError } from '../shared/errors.ts';

export function billingOff(): AppError {
  return new AppError('billing.off', 409, 'This server bills nobody: all plans are without limits.');
}

/** For the address of the webhook, which then is none. */
export function noBillingHere(): AppError {
  return new AppError('billing.off', 404, 'This server bills nobody.');
}

export function planNotSold(): AppError {
  return new AppError('billing.plan_not_sold', 422, 'The plan has no price on this server.');
}

export function planTaken(): AppError {
  return new AppError('billing.plan_taken', 409, 'The workspace has this plan already.');
}

/** Of two checkouts at once both could be paid. */
export function checkoutBusy(): AppError {
  return new AppError(
    'billing.checkout_busy',
    409,
    'Somebody else opens a checkout for this workspace at this moment. Try again in a moment.',
  );
}

export function noCustomer(): AppError {
  return new AppError(
    'billing.no_customer',
    409,
    'The workspace has never bought a plan, so there is nothing to manage.',
  );
}

export function noPublicUrl(): AppError {
  return new AppError(
    'billing.no_public_url',
    503,
    'The server does not know its public address: PUBLIC_URL is not set.',
  );
}

/** Stripe sends an event again that is answered like this. */
export function stripeAway(cause: unknown): AppError {
  return new AppError('billing.stripe_away', 503, 'Stripe did not do what it was asked for. Try again later.', {
    cause,
  });
}

export function signatureInvalid(cause?: unknown): AppError {
  const message = 'The event is not signed by Stripe for this server, or was signed more than five minutes ago.';
  return new AppError('billing.signature_invalid', 400, message, { cause });
}

export function eventInvalid(): AppError {
  return new AppError('billing.event_invalid', 400, 'The body is no event of Stripe.');
}
