import type { PresetName } from './presets.ts';

/** Where a sender says the id of a delivery: the same for a retry, another for any other delivery. */
export type DeliveryIdPlace =
  /** The first of these headers that is there. */
  | { readonly in: 'headers'; readonly names: readonly string[] }
  /** A field of the JSON that the body holds. */
  | { readonly in: 'body'; readonly field: string }
  /** The sender names none. */
  | { readonly in: 'nowhere' };

/**
 * `X-Gitlab-Event-UUID` and `X-Shopify-Event-Id` are shared by deliveries that one event or action brings about, and Twilio
 * tells every step of one message under one `MessageSid`: none of them names a delivery.
 */
const PLACES: { readonly [preset in PresetName]: DeliveryIdPlace } = {
  github: { in: 'headers', names: ['X-GitHub-Delivery'] },
  stripe: { in: 'body', field: 'id' },
  slack: { in: 'body', field: 'event_id' },
  shopify: { in: 'headers', names: ['X-Shopify-Webhook-Id'] },
  standard_webhooks: { in: 'headers', names: ['webhook-id', 'svix-id'] },
  gitlab: { in: 'headers', names: ['webhook-id', 'Idempotency-Key'] },
  twilio: { in: 'headers', names: ['I-Twilio-Idempotency-Token'] },
  meta: { in: 'nowhere' },
};

/** Where the sender that a preset is made for names its deliveries. */
export function deliveryIdOf(preset: PresetName): DeliveryIdPlace {
  return PLACES[preset];
}
