import type { JsonObject } from '../../engine/json.ts';
import { webhookItem } from '../../nodes/triggers/webhook.ts';
import type { AppError } from '../../shared/errors.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import type { WebhookCall, WebhookDelivery } from '../webhook/webhook-call.ts';
import type { LiveEndpoint } from '../webhook/webhook-endpoints.ts';
import { shownHeaders } from './shown-headers.ts';

/** What a listener is shown of a call: bytes of its body, characters of its path and query, and JSON of its item. */
const SHOWN_BODY = 10_000;
const SHOWN_TEXT = 2000;
const SHOWN_ITEM = 100_000;

/** What became of a call at the door. `challenge`: a sender asks whether the endpoint is theirs, and is told so. */
export type TestAdmission =
  | { readonly type: 'admitted'; readonly endpoint: LiveEndpoint; readonly delivery: WebhookDelivery }
  | { readonly type: 'challenge'; readonly endpoint: LiveEndpoint; readonly answer: string }
  | { readonly type: 'refused'; readonly endpoint: LiveEndpoint | null; readonly error: AppError };

/** A call as its listeners see it, as one line of JSON. */
export function describeCall(call: WebhookCall, admission: TestAdmission, at: number): string {
  return JSON.stringify({
    at: new Date(at).toISOString(),
    method: call.method,
    path: cutText(call.path, SHOWN_TEXT),
    query: cutText(call.url.search.slice(1), SHOWN_TEXT),
    headers: shownHeaders(call.headers, admission.endpoint?.config.authentication ?? null),
    body: shownBody(call.body),
    ...shownAdmission(admission),
  });
}

/** A body that is no text shows as it can. */
function shownBody(bytes: Uint8Array): JsonObject {
  const text = new TextDecoder().decode(bytes.subarray(0, SHOWN_BODY));
  return { preview: text, bytes: bytes.byteLength, is_cut: bytes.byteLength > SHOWN_BODY };
}

function shownAdmission(admission: TestAdmission): JsonObject {
  switch (admission.type) {
    case 'refused': {
      const { code, status, message } = admission.error;
      return {
        admitted: false,
        challenge: false,
        refusal: { code, status, message },
        item: null,
        item_left_out: false,
      };
    }
    case 'challenge':
      return { admitted: true, challenge: true, refusal: null, item: null, item_left_out: false };
    case 'admitted':
      return { admitted: true, challenge: false, refusal: null, ...shownItem(admission.delivery) };
  }
}

function shownItem({ triggerData, inputData }: WebhookDelivery): JsonObject {
  const item = webhookItem(triggerData, inputData);
  const tooLong = JSON.stringify(item).length > SHOWN_ITEM;
  return { item: tooLong ? null : item, item_left_out: tooLong };
}
