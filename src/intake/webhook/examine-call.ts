import { type Admission, admitWebhook, type ReceiverDeps, type UnreadCall } from './admit-webhook.ts';
import { type DeliveryKey, deliveryKey } from './delivery-key.ts';
import { type ExaminedCall, evaluateOverCall } from './evaluate-over-call.ts';
import { readDelivery } from './webhook-call.ts';
import type { FoundEndpoint } from './webhook-endpoints.ts';

/** A call that is to start an execution, and what its delivery is known by. */
export type WantedCall = { readonly type: 'wanted'; readonly call: ExaminedCall; readonly key: DeliveryKey | null };

/** What an endpoint makes of a call. `ignored`: its condition, `only_if`, leaves the call out. */
export type Examined =
  | WantedCall
  | { readonly type: 'ignored'; readonly call: ExaminedCall; readonly found: FoundEndpoint }
  | Extract<Admission, { type: 'answered' }>;

function isWanted(deps: ReceiverDeps, call: ExaminedCall): boolean {
  const { onlyIf } = call.endpoint.rules;
  return onlyIf === null || Boolean(evaluateOverCall(deps, call, { compiled: onlyIf, field: 'condition' }));
}

/** Admits a call, reads it, and asks the rules of its endpoint. Starts nothing. Throws `AppError`. */
export async function examineCall(deps: ReceiverDeps, unread: UnreadCall): Promise<Examined> {
  const admission = await admitWebhook(deps, unread);
  if (admission.type === 'answered') return admission;
  const { found, call: read, admitted } = admission;
  const { endpoint } = found;
  try {
    const call = { endpoint, delivery: await readDelivery(endpoint, read, admitted) };
    if (!isWanted(deps, call)) return { type: 'ignored', call, found };
    return { type: 'wanted', call, key: deliveryKey(deps, call, read.headers) };
  } catch (error) {
    deps.noteRefusal(endpoint, unread, error);
    throw error;
  }
}
