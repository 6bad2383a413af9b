import type { SystemDatabase } from '../../db/client.ts';
import { inGroups } from '../../shared/in-groups.ts';
import type { Log } from '../../shared/log.ts';
import { claimDeliveries, type Delivery, MAX_TRIES, settleDelivery } from './deliveries.ts';
import type { Outcome } from './outcome.ts';
import { sendWebhook, type WebhookDeps } from './send-webhook.ts';

export type DeliverDeps = WebhookDeps & {
  readonly db: SystemDatabase;
  readonly log: Log;
  /** Starts the workflow of an alert with what a firing tells. Idempotent by the firing. */
  readonly startWorkflow: (delivery: Delivery) => Promise<Outcome>;
};

/** Deliveries that are made at the same time. */
const AT_ONCE = 20;

async function attempt(deps: DeliverDeps, delivery: Delivery): Promise<Outcome> {
  try {
    return await (delivery.channel === 'webhook' ? sendWebhook(deps, delivery) : deps.startWorkflow(delivery));
  } catch (error) {
    deps.log({ level: 'error', message: 'An alert was not delivered.', alert: delivery.alert_id, error });
    return { type: 'again', reason: 'a fault on our side' };
  }
}

async function deliver(deps: DeliverDeps, delivery: Delivery): Promise<void> {
  const outcome = await attempt(deps, delivery);
  if (outcome.type === 'done') return settleDelivery(deps.db, delivery, { status: 'done', error: null });
  const isOver = outcome.type === 'refused' || delivery.attempts >= MAX_TRIES;
  await settleDelivery(deps.db, delivery, { status: isOver ? 'failed' : 'due', error: outcome.reason });
}

/** Makes the deliveries that are due. One that fails is tried again later, and holds up no other. */
export async function deliverAlerts(deps: DeliverDeps): Promise<void> {
  await inGroups(await claimDeliveries(deps.db), AT_ONCE, (delivery) => deliver(deps, delivery));
}
