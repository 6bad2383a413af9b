import type { JsonObject } from '../../engine/json.ts';
import { webhookItem } from '../../nodes/triggers/webhook.ts';
import type { AppError } from '../../shared/errors.ts';
import { cutText } from '../../shared/text/cut-text.ts';
import type { UnreadCall } from '../webhook/admit-webhook.ts';
import type { Examined } from '../webhook/examine-call.ts';
import type { WebhookDelivery } from '../webhook/webhook-call.ts';
import type { LiveEndpoint } from '../webhook/webhook-endpoints.ts';
import { shownHeaders } from './shown-headers.ts';

/** What a listener is shown of a call: bytes of its body, characters of its path and query, and JSON of its item. */
const SHOWN_BODY = 10_000;
const SHOWN_TEXT = 2000;
const SHOWN_ITEM = 100_000;

/** What was decided on a call of a test URL. */
export type TestDecision = Examined | { readonly type: 'refused'; readonly error: AppError };

/** A call of a test URL with what became of it. */
export type TestedCall = {
  /** As far as it was read; `null`: it was decided on without it. */
  readonly body: Uint8Array | null;
  /** `null`: the draft has none. */
  readonly endpoint: LiveEndpoint | null;
  readonly decision: TestDecision;
};

/** A call as its listeners see it, as one line of JSON. */
export function describeCall(call: UnreadCall, { body, endpoint, decision }: TestedCall, at: number): string {
  return JSON.stringify({
    at: new Date(at).toISOString(),
    method: call.method,
    path: cutText(call.path, SHOWN_TEXT),
    query: cutText(call.url.search.slice(1), SHOWN_TEXT),
    headers: shownHeaders(call.headers, endpoint?.config.authentication ?? null),
    body: body === null ? null : shownBody(body),
    ...shownDecision(decision),
  });
}

/** A body that is no text shows as it can. */
function shownBody(bytes: Uint8Array): JsonObject {
  const text = new TextDecoder().decode(bytes.subarray(0, SHOWN_BODY));
  return { preview: text, bytes: bytes.byteLength, is_cut: bytes.byteLength > SHOWN_BODY };
}

function shownDecision(decision: TestDecision): JsonObject {
  switch (decision.type) {
    case 'refused': {
      const { code, status, message } = decision.error;
      return { outcome: 'refused', refusal: { code, status, message }, item: null, item_left_out: false };
    }
    case 'answered':
      return { outcome: decision.to, refusal: null, item: null, item_left_out: false };
    case 'ignored':
      return { outcome: 'ignored', refusal: null, ...shownItem(decision.call.delivery) };
    case 'wanted':
      return { outcome: 'admitted', refusal: null, ...shownItem(decision.call.delivery) };
  }
}

function shownItem({ triggerData, inputData }: WebhookDelivery): JsonObject {
  const item = webhookItem(triggerData, inputData);
  const tooLong = JSON.stringify(item).length > SHOWN_ITEM;
  return { item: tooLong ? null : item, item_left_out: tooLong };
}
