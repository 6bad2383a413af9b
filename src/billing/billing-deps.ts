import type { Attempts } from '../attempts/attempts.repository.ts';
import type { MailPost } from '../mail/mailer.ts';
import type { PlanBook } from '../plans/plan-book.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { Log } from '../shared/log.ts';
import { billingOff, noPublicUrl } from './billing.errors.ts';
import type { BillingRepository } from './billing.repository.ts';
import type { StripeClient } from './stripe-client.ts';

/** What the use cases of billing need. */
export type BillingDeps = {
  /** `null`: this deployment bills nobody. */
  readonly stripe: StripeClient | null;
  readonly billing: BillingRepository;
  /** Who opens a checkout, so that nobody else does at the same moment. */
  readonly attempts: Attempts;
  readonly plans: PlanBook;
  readonly mailer: MailPost;
  /** The name of a workspace, and where its owners get mail. */
  readonly ownersOf: (
    workspaceId: string,
  ) => Promise<{ readonly name: string; readonly emails: readonly string[] } | null>;
  /** Where people reach this server; empty: not known. */
  readonly publicUrl: string;
  readonly log: Log;
  readonly ids: IdSource;
  readonly now: Clock;
};

/** Throws `billing.off` 409. */
export function requireStripe({ stripe }: Pick<BillingDeps, 'stripe'>): StripeClient {
  if (stripe === null) throw billingOff();
  return stripe;
}

/** The page to which Stripe sends people back: on this server, and nowhere else. Throws `billing.no_public_url` 503. */
export function returnUrl({ publicUrl }: Pick<BillingDeps, 'publicUrl'>, outcome: 'paid' | 'left'): string {
  if (publicUrl === '') throw noPublicUrl();
  return `${publicUrl.replace(/\/+$/, '')}/billing/${outcome}`;
}
