import type { JsonValue } from '../../engine/json.ts';
import type { WebhookConfig } from '../../nodes/triggers/webhook.ts';
import { deliveryIdOf } from '../../security/webhooks/delivery-ids.ts';
import { isPreset, type PresetName } from '../../security/webhooks/presets.ts';
import { isObject } from '../../shared/json/json.ts';

/**
 * A delivery by its id and what says it: a header, in lower case, or the sender that a preset is made for. Two senders may use
 * the same ids, each in a place of its own.
 */
export type DeliveryName = { readonly header: string; readonly id: string };

/** What may name a delivery. */
export type NamingParts = {
  readonly headers: Headers;
  readonly parsed: JsonValue;
  /** The signature over timestamp and body, if there is one. */
  readonly replayKey: string | null;
};

/**
 * What names the delivery, or `null`. A preset knows where its sender does, and where its scheme signs the time, the signature
 * stands in for an id: a header that nobody signed must not make a replay look new. Without a preset the headers of the
 * config go first.
 */
export function deliveryName(config: WebhookConfig, parts: NamingParts): DeliveryName | null {
  const { type } = config.authentication;
  const ofConfig = firstHeader(parts.headers, config.deduplication_headers);
  const named = ofConfig === null ? null : { header: ofConfig.name.toLowerCase(), id: ofConfig.id };
  const replay = parts.replayKey === null ? null : { header: 'signature/', id: parts.replayKey };
  if (!isPreset(type)) return named ?? replay;
  const id = presetId(type, parts);
  // No header's name holds a slash.
  return id === null ? (replay ?? named) : { header: `${type}/`, id };
}

function presetId(preset: PresetName, { headers, parsed }: NamingParts): string | null {
  const place = deliveryIdOf(preset);
  switch (place.in) {
    case 'headers':
      return firstHeader(headers, place.names)?.id ?? null;
    case 'body': {
      const id = isObject(parsed) ? parsed[place.field] : null;
      return typeof id === 'string' && id !== '' ? id : null;
    }
    case 'nowhere':
      return null;
  }
}

function firstHeader(headers: Headers, names: readonly string[]): { name: string; id: string } | null {
  for (const name of names) {
    const id = headers.get(name);
    if (id !== null && id !== '') return { name, id };
  }
  return null;
}
