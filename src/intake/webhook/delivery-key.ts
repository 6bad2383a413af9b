import type { JsonValue } from '../../engine/json.ts';
import { fuzzyKey } from '../../nodes/values/canonical.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import type { DeliveryName } from './delivery-name.ts';
import { type ExaminedCall, evaluateOverCall } from './evaluate-over-call.ts';
import { deliveryIdTooLong } from './webhook.errors.ts';

/** What a delivery is known by, and for how long. */
export type DeliveryKey = { readonly key: string; readonly hours: number };

/** The length of the column that holds a key. */
const MAX_KEY_LENGTH = 255;

const IDEMPOTENCY_KEY = 'idempotency-key';

/** What stands in the place of the header in a key that an expression made: no header has this name. */
const BY_EXPRESSION = '=';

/** What names a delivery holds no colon, neither a header's name nor a preset's. A key that is longer than the column is refused: cut, it could be the key of another delivery. */
function keyByName(endpointId: string, name: DeliveryName | null): string | null {
  if (name === null) return null;
  const { header, id } = name;
  const key = `webhook:${endpointId}:${header}:${id}`;
  if (key.length <= MAX_KEY_LENGTH) return key;
  throw deliveryIdTooLong(header, id.length, MAX_KEY_LENGTH - (key.length - id.length));
}

/** Senders that send no key, or an empty one, name nothing. */
function idempotencyKey(headers: Headers): DeliveryName | null {
  const id = headers.get(IDEMPOTENCY_KEY);
  return id === null || id === '' ? null : { header: IDEMPOTENCY_KEY, id };
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
    if (rules.deliveryKey !== null) {
      const value = evaluateOverCall(deps, call, { compiled: rules.deliveryKey, field: 'deduplication' });
      return keyByValue(endpointId, value);
    }
    return keyByName(
      endpointId,
      deduplication.by === 'idempotency_key' ? idempotencyKey(headers) : call.delivery.delivery,
    );
  };
  const key = keyOf();
  return key === null ? null : { key, hours: deduplication.window_hours };
}
