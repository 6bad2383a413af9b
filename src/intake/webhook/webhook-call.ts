import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { nulByteInUrl } from '../../http/http.errors.ts';
import { verifySignature } from '../../security/signatures.ts';
import { queryPairs } from './form-pairs.ts';
import { invalidSignature, methodNotAllowed, webhookNotFound } from './webhook.errors.ts';
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
};

async function assertSigned(endpoint: LiveEndpoint, call: WebhookCall): Promise<void> {
  const { authentication } = endpoint.config;
  if (authentication.type === 'none') return;
  const signature = call.headers.get(authentication.header);
  const { encoding, prefix } = authentication;
  const valid =
    signature !== null && (await verifySignature(endpoint.secret, call.body, { encoding, prefix, signature }));
  if (!valid) throw invalidSignature(authentication.header);
}

function assertMethod(endpoint: LiveEndpoint, method: string): void {
  const allowed: readonly string[] = endpoint.config.methods;
  if (!allowed.includes(method)) throw methodNotAllowed(allowed);
}

function assertStorable(values: Iterable<string>): void {
  for (const value of values) {
    if (value.includes('\0')) throw nulByteInUrl();
  }
}

/**
 * Checks that the endpoint takes this call, and returns the parameters of its path. Throws `AppError`: `webhooks.not_found`
 * 404, `webhooks.method_not_allowed` 405, `webhooks.invalid_signature` 401.
 */
export async function admitCall(
  endpoint: LiveEndpoint,
  call: WebhookCall,
): Promise<{ readonly [name: string]: string }> {
  const params = matchWebhookPath(endpoint.config.path, call.path);
  if (params === null) throw webhookNotFound();
  assertMethod(endpoint, call.method);
  await assertSigned(endpoint, call);
  assertStorable([...[...call.url.searchParams].flat(), decodePath(call.path)]);
  return params;
}

/** Reads what the workflow gets of an admitted call. Throws `AppError` 400 `input.*`. */
export async function readDelivery(
  endpoint: LiveEndpoint,
  call: WebhookCall,
  params: { readonly [name: string]: string },
): Promise<WebhookDelivery> {
  const contentType = call.headers.get('content-type') ?? '';
  const body = await readWebhookBody(call.body, contentType);
  return {
    inputData: body.parsed,
    triggerData: {
      endpoint_id: endpoint.endpointId,
      method: call.method,
      path: call.path,
      params,
      query: pairsToObject(queryPairs(call.url.search)),
      headers: Object.fromEntries(call.headers),
      content_type: contentType,
      raw_query: call.url.search.slice(1),
      raw_body: body.raw,
      raw_body_encoding: body.rawEncoding,
      ...(body.files === null ? {} : { files: body.files }),
    },
  };
}
