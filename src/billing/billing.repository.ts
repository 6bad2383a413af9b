import { z } from 'zod';
import type { AuditEntry } from '../audit/audited-change.ts';
import { insertAudit } from '../audit/insert-audit.ts';
import type { Databases } from '../db/databases.ts';
import type { QueuedMail } from '../mail/mailer.ts';
import type { PlanId, PlanLimits } from '../plans/plan-table.ts';
import { APPLY, END_GRACE } from './billing-statements.ts';
import type { StripeEvent } from './stripe-client.ts';

/** A plan as a workspace stores it. */
type StoredPlan = { readonly id: PlanId; readonly limits: PlanLimits | null };

/** How a subscription is, and what comes of it. */
export type SubscriptionChange = {
  readonly event: Pick<StripeEvent, 'id' | 'type'>;
  readonly subscription: {
    readonly workspace_id: string;
    readonly stripe_subscription_id: string;
    readonly plan_id: string | null;
    readonly status: string;
    readonly current_period_end: string | null;
    readonly cancel_at_period_end: boolean;
    readonly grace_until: string | null;
    /** When Stripe was asked, by the clock of the database. */
    readonly checked_at: string;
  };
  readonly plan: StoredPlan;
  /** For owners, if a grace begins by it. */
  readonly mails: readonly QueuedMail[];
  readonly audit: AuditEntry;
};

const moment = z.union([z.date(), z.string()]).transform((value) => new Date(value).getTime());

const holderSchema = z.object({
  workspace_id: z.string(),
  plan_id: z.string(),
  grace_until: moment.nullable(),
  is_done: z.boolean(),
  now: z.string(),
});

/** Whose customer an event is about. `is_done`: the event was acted on before. `now`: by the clock of the database. */
export type Holder = z.infer<typeof holderSchema>;

const HOLDER = `SELECT w.id AS workspace_id, w.plan_id, s.grace_until, now()::text AS now,
  EXISTS (SELECT 1 FROM billing_events e WHERE e.id = $2) AS is_done
FROM workspaces w LEFT JOIN subscriptions s ON s.workspace_id = w.id WHERE w.stripe_customer_id = $1`;

const CUSTOMER = 'SELECT stripe_customer_id FROM workspaces WHERE id = $1::uuid';

const SET_CUSTOMER = `UPDATE workspaces SET stripe_customer_id = coalesce(stripe_customer_id, $2) WHERE id = $1::uuid
RETURNING stripe_customer_id`;

const GRACES_OVER = `SELECT s.workspace_id FROM subscriptions s JOIN workspaces w ON w.id = s.workspace_id
WHERE s.grace_until <= now() AND w.plan_id <> 'free' LIMIT $1::int`;

/** Of workspaces that are to be deleted. What has ended already, or ends by itself, needs nothing. */
const TO_END = `SELECT s.workspace_id, s.stripe_subscription_id FROM subscriptions s JOIN workspaces w ON w.id = s.workspace_id
WHERE w.deleted_at IS NOT NULL AND NOT s.cancel_at_period_end
  AND s.status IN ('active', 'trialing', 'past_due', 'unpaid') LIMIT $1::int`;

const ENDED = `UPDATE subscriptions SET cancel_at_period_end = true, updated_at = now() WHERE workspace_id = $1::uuid
  AND stripe_subscription_id = $2`;

const toEndSchema = z.object({ workspace_id: z.string(), stripe_subscription_id: z.string() });

type SubscriptionToEnd = z.infer<typeof toEndSchema>;

export type BillingRepository = {
  customerOf(workspaceId: string): Promise<string | null>;
  /** Stores the customer of a workspace, unless it has one. Gives the one that it has then. */
  keepCustomer(workspaceId: string, customer: string): Promise<string | null>;
  /** `null`: no workspace has this customer. */
  holderOf(customer: string, eventId: string): Promise<Holder | null>;
  /** Gives whether a grace began by it. */
  apply(change: SubscriptionChange): Promise<boolean>;
  /** Workspaces whose grace is over, and whose plan stays for it. */
  gracesOver(limit: number): Promise<readonly string[]>;
  endGrace(workspaceId: string, ended: { readonly plan: StoredPlan; readonly audit: AuditEntry }): Promise<void>;
  /** Subscriptions that go on although their workspace is to be deleted. */
  toEnd(limit: number): Promise<readonly SubscriptionToEnd[]>;
  noteEnd(ended: SubscriptionToEnd): Promise<void>;
  note(audit: AuditEntry): Promise<void>;
};

/** What owners ask for goes by their own role; what Stripe tells, and what time brings, is the platform's. */
export function createBillingRepository({
  people,
  system: db,
}: Pick<Databases, 'people' | 'system'>): BillingRepository {
  const customerIn = (row: Record<string, unknown> | undefined): string | null =>
    typeof row?.stripe_customer_id === 'string' ? row.stripe_customer_id : null;
  return {
    customerOf: async (workspaceId) => customerIn((await people.sql.query(CUSTOMER, [workspaceId]))[0]),
    keepCustomer: async (workspaceId, customer) =>
      customerIn((await people.sql.query(SET_CUSTOMER, [workspaceId, customer]))[0]),
    holderOf: async (customer, eventId) => {
      const [row] = await db.sql.query(HOLDER, [customer, eventId]);
      return row === undefined ? null : holderSchema.parse(row);
    },
    apply: async (change) => (await db.sql.query(APPLY, [JSON.stringify(change)]))[0]?.grace_began === true,
    gracesOver: async (limit) =>
      (await db.sql.query(GRACES_OVER, [limit])).map(({ workspace_id }) => String(workspace_id)),
    endGrace: async (workspaceId, ended) => void (await db.sql.query(END_GRACE, [JSON.stringify(ended), workspaceId])),
    toEnd: async (limit) => (await db.sql.query(TO_END, [limit])).map((row) => toEndSchema.parse(row)),
    noteEnd: async ({ workspace_id, stripe_subscription_id }) =>
      void (await db.sql.query(ENDED, [workspace_id, stripe_subscription_id])),
    note: async (audit) => void (await insertAudit(people, audit)),
  };
}
