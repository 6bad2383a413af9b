import type { JsonObject, JsonValue } from '../../engine/json.ts';
import { verifySignature } from '../../security/signatures.ts';
import { AppError } from '../../shared/errors.ts';
import { parseWebhookBody } from './webhook-body.ts';
import type { LiveEndpoint } from './webhook-endpoints.ts';
import { pairsToObject } from './webhook-pairs.ts';
import { decodePath, matchWebhookPath } from './webhook-path.ts';

/** A call as it came in, its body read. */
export type WebhookCall = {
  readonly endpointId: string;
  readonly method: string;
  /** What follows the endpoint in the URL, still percent-encoded. */
  readonly path: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array;
};

/** What a call brings to the workflow. */
export type WebhookDelivery = {
  readonly triggerData: JsonObject;
  readonly inputData: JsonValue;
  /** The sender's name of the delivery, by which a repeated one is known; `null` if it gave none. */
  readonly deliveryId: string | null;
};

async function assertSigned(endpoint: LiveEndpoint, call: WebhookCall): Promise<void> {
  const { authentication } = endpoint.config;
  if (authentication.type === 'none') return;
  const signature = call.headers.get(authentication.header);
  const { encoding, prefix } = authentication;
  const valid =
    signature !== null && (await verifySignature(endpoint.secret, call.body, { encoding, prefix, signature }));
  if (!valid) throw new AppError('webhooks.invalid_signature', 401, 'The signature is missing or wrong.');
}

function assertMethod(endpoint: LiveEndpoint, method: string): void {
  const allowed: readonly string[] = endpoint.config.methods;
  if (allowed.includes(method)) return;
  throw new AppError('webhooks.method_not_allowed', 405, `This webhook takes ${allowed.join(', ')}.`, {
    headers: { allow: allowed.join(', ') },
  });
}

function assertStorable(values: Iterable<string>): void {
  for (const value of values) {
    if (value.includes('\0')) throw new AppError('input.nul_byte', 400, 'The URL may not hold NUL characters.');
  }
}

/** Whether the endpoint takes this call. Throws `AppError`: `webhooks.not_found` 404, `webhooks.method_not_allowed` 405, `webhooks.invalid_signature` 401. */
export async function admitCall(
  endpoint: LiveEndpoint,
  call: WebhookCall,
): Promise<{ readonly [name: string]: string }> {
  const params = matchWebhookPath(endpoint.config.path, call.path);
  if (params === null) throw new AppError('webhooks.not_found', 404, 'There is no webhook at this address.');
  assertMethod(endpoint, call.method);
  await assertSigned(endpoint, call);
  assertStorable([...[...call.url.searchParams].flat(), decodePath(call.path)]);
  return params;
}

function deliveryId(endpoint: LiveEndpoint, headers: Headers): string | null {
  for (const name of endpoint.config.deduplication_headers) {
    const value = headers.get(name);
    if (value !== null && value !== '') return value;
  }
  return null;
}

/** Reads what an admitted call brings. Throws `AppError` 400 `input.*`. */
export async function readDelivery(
  endpoint: LiveEndpoint,
  call: WebhookCall,
  params: { readonly [name: string]: string },
): Promise<WebhookDelivery> {
  const contentType = call.headers.get('content-type') ?? '';
  const body = await parseWebhookBody(call.body, contentType);
  return {
    deliveryId: deliveryId(endpoint, call.headers),
    inputData: body.parsed,
    triggerData: {
      endpoint_id: endpoint.endpointId,
      method: call.method,
      path: call.path,
      params,
      query: pairsToObject(call.url.searchParams),
      headers: Object.fromEntries(call.headers),
      content_type: contentType,
      raw_body: body.raw,
      raw_body_encoding: body.rawEncoding,
    },
  };
}
