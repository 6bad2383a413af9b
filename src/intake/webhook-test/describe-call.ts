import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { webhookItem } from '../../nodes/triggers/webhook.ts';
import type { AppError } from '../../shared/errors.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import type { WebhookCall, WebhookDelivery } from '../webhook/webhook-call.ts';
import type { LiveEndpoint } from '../webhook/webhook-endpoints.ts';

/** What a listener is shown of a call: characters of its body, of a header and of its path, headers, and JSON of its item. */
const SHOWN_BODY = 10_000;
const SHOWN_TEXT = 2000;
const SHOWN_HEADERS = 100;
const SHOWN_ITEM = 100_000;

/** What became of a call at the door. */
export type Admission =
  | { readonly type: 'admitted'; readonly endpoint: LiveEndpoint; readonly delivery: WebhookDelivery }
  | { readonly type: 'refused'; readonly error: AppError };

/** A call as its listeners see it, as one line of JSON. */
export function describeCall(call: WebhookCall, admission: Admission, at: number): string {
  return JSON.stringify({
    at: new Date(at).toISOString(),
    method: call.method,
    path: cutText(call.path, SHOWN_TEXT),
    query: cutText(call.url.search.slice(1), SHOWN_TEXT),
    headers: shownHeaders(call.headers),
    body: shownBody(call.body),
    ...shownAdmission(admission),
  });
}

function shownHeaders(headers: Headers): JsonObject {
  const shown = [...headers].slice(0, SHOWN_HEADERS);
  return Object.fromEntries(shown.map(([name, value]) => [name, cutText(value, SHOWN_TEXT)]));
}

/** A body that is no text shows as it can. */
function shownBody(bytes: Uint8Array): JsonObject {
  const text = new TextDecoder().decode(bytes.subarray(0, SHOWN_BODY));
  return { preview: text, bytes: bytes.byteLength, is_cut: bytes.byteLength > SHOWN_BODY };
}

function shownAdmission(admission: Admission): JsonObject {
  if (admission.type === 'refused') {
    const { code, status, message } = admission.error;
    return { admitted: false, refusal: { code, status, message }, item: null, item_left_out: false };
  }
  const { triggerData, inputData } = admission.delivery;
  const item: JsonValue = webhookItem(triggerData, inputData);
  const tooLong = JSON.stringify(item).length > SHOWN_ITEM;
  return { admitted: true, refusal: null, item: tooLong ? null : item, item_left_out: tooLong };
}
