import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { nulByteInUrl } from '../../http/http.errors.ts';
import { queryPairs } from '../bodies/form-pairs.ts';
import { type Caller, type CallerDeps, checkCaller, isQuestion } from './check-caller.ts';
import { type DeliveryName, deliveryName } from './delivery-name.ts';
import { methodNotAllowed, webhookNotFound } from './webhook.errors.ts';
import { readWebhookBody } from './webhook-body.ts';
import type { LiveEndpoint } from './webhook-endpoints.ts';
import { pairsToObject } from './webhook-pairs.ts';
import { decodePath, matchWebhookPath } from './webhook-path.ts';

/** A call of a webhook, with its body read. */
export type WebhookCall = {
  readonly endpointId: string;
  readonly method: string;
  /** What follows the endpoint in the URL, still percent-encoded. */
  readonly path: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
};

/** What a workflow gets of a call. */
export type WebhookDelivery = {
  readonly triggerData: JsonObject;
  readonly inputData: JsonValue;
  /** What the sender names the delivery by, so that a repeated one is recognised; `null` if nothing does. */
  readonly delivery: DeliveryName | null;
};

function assertMethod(endpoint: LiveEndpoint, call: WebhookCall): void {
  const allowed: readonly string[] = endpoint.config.methods;
  if (!allowed.includes(call.method) && !isQuestion(endpoint, call)) throw methodNotAllowed(allowed);
}

function assertStorable(values: Iterable<string>): void {
  for (const value of values) {
    if (value.includes('\0')) throw nulByteInUrl();
  }
}

/** Who calls, and the parameters of the path. */
export type Admission = { readonly caller: Caller; readonly params: { readonly [name: string]: string } };

/**
 * Checks that the endpoint takes this call. Throws `AppError`: `webhooks.not_found` 404, `webhooks.method_not_allowed` 405, and
 * what `checkCaller` throws.
 */
export async function admitCall(
  deps: CallerDeps,
  { endpoint, call, now }: { readonly endpoint: LiveEndpoint; readonly call: WebhookCall; readonly now: number },
): Promise<Admission> {
  const params = matchWebhookPath(endpoint.config.path, call.path);
  if (params === null) throw webhookNotFound();
  assertMethod(endpoint, call);
  const caller = await checkCaller(deps, { endpoint, call, now });
  assertStorable([...[...call.url.searchParams].flat(), decodePath(call.path)]);
  return { caller, params };
}

/** The headers of a call as they may be stored: without those that hold a secret. */
function storedHeaders(headers: Headers, secretHeaders: readonly string[]): { [name: string]: string } {
  return Object.fromEntries([...headers].filter(([name]) => !secretHeaders.includes(name)));
}

/** A call that was admitted: by whom it was made, and the parameters of its path. */
export type AdmittedCall = {
  readonly caller: Extract<Caller, { type: 'admitted' }>;
  readonly params: { readonly [name: string]: string };
};

/** Reads what the workflow gets of an admitted call. Throws `AppError` 400 `input.*`. */
export async function readDelivery(
  endpoint: LiveEndpoint,
  call: WebhookCall,
  { caller, params }: AdmittedCall,
): Promise<WebhookDelivery> {
  const contentType = call.headers.get('content-type') ?? '';
  const body = await readWebhookBody(call.body, contentType);
  return {
    delivery: deliveryName(endpoint.config, {
      headers: call.headers,
      parsed: body.parsed,
      replayKey: caller.replayKey,
    }),
    inputData: body.parsed,
    triggerData: {
      endpoint_id: endpoint.endpointId,
      method: call.method,
      path: call.path,
      params,
      query: pairsToObject(queryPairs(call.url.search)),
      headers: storedHeaders(call.headers, caller.secretHeaders),
      content_type: contentType,
      raw_query: call.url.search.slice(1),
      raw_body: body.raw,
      raw_body_encoding: body.rawEncoding,
      ...(body.files === null ? {} : { files: body.files }),
    },
  };
}
