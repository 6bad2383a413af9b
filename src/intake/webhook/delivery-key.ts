import type { JsonValue } from '../../engine/json.ts';
import { fuzzyKey } from '../../nodes/values/canonical.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { type ExaminedCall, evaluateOverCall } from './evaluate-over-call.ts';
import { deliveryIdTooLong } from './webhook.errors.ts';

/** What a delivery is known by, and for how long. */
export type DeliveryKey = { readonly key: string; readonly hours: number };

/** The length of the column that holds a key. */
const MAX_KEY_LENGTH = 255;

/** What stands in the place of the header in a key that an expression made: no header has this name. */
const BY_EXPRESSION = '=';

/** The first of the headers that is there, in lower case, with what it says: two senders may use the same ids, each in a header of its own. */
function headerOf(names: readonly string[], headers: Headers): readonly [name: string, id: string] | null {
  for (const name of names) {
    const id = headers.get(name);
    if (id !== null && id !== '') return [name.toLowerCase(), id];
  }
  return null;
}

/** A header's name holds no colon. A key that is longer than the column is refused: cut, it could be the key of another delivery. */
function keyByHeader(endpointId: string, names: readonly string[], headers: Headers): string | null {
  const found = headerOf(names, headers);
  if (found === null) return null;
  const [header, id] = found;
  const key = `webhook:${endpointId}:${header}:${id}`;
  if (key.length <= MAX_KEY_LENGTH) return key;
  throw deliveryIdTooLong(header, id.length, MAX_KEY_LENGTH - (key.length - id.length));
}

/** Numbers and texts that look alike are one id: senders write theirs both ways. What is long is known by its hash. */
function keyByValue(endpointId: string, value: JsonValue): string | null {
  const text = fuzzyKey(value);
  if (text === '') return null;
  const key = `webhook:${endpointId}:${BY_EXPRESSION}:${text}`;
  return key.length <= MAX_KEY_LENGTH ? key : `webhook:${endpointId}:${BY_EXPRESSION}#:${hashSecret(text)}`;
}

/**
 * What the endpoint knows this delivery by; `null` if it has no name, and so starts an execution in any case. Throws `AppError`
 * 400 `webhooks.delivery_id_too_long`, 422 `webhooks.expression_failed`.
 */
export function deliveryKey(deps: IntakeDeps, call: ExaminedCall, headers: Headers): DeliveryKey | null {
  const { endpointId, config, rules } = call.endpoint;
  const { deduplication } = config;
  if (deduplication.by === 'nothing') return null;
  const keyOf = (): string | null => {
    if (rules.deliveryKey === null) return keyByHeader(endpointId, headersOf(call), headers);
    const value = evaluateOverCall(deps, call, { compiled: rules.deliveryKey, field: 'deduplication' });
    return keyByValue(endpointId, value);
  };
  const key = keyOf();
  return key === null ? null : { key, hours: deduplication.window_hours };
}

function headersOf({ endpoint: { config } }: ExaminedCall): readonly string[] {
  return config.deduplication.by === 'idempotency_key' ? ['Idempotency-Key'] : config.deduplication_headers;
}
