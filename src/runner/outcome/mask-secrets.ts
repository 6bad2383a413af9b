import type { Item, Outputs } from '../../engine/item.ts';
import { isList } from '../../nodes/values/field-path.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import { SHORTEST_SECRET } from './secret-texts.ts';

const MASK = '••••';

/** The secrets with the longest first, so that masking a short one does not tear a longer one that contains it. */
export function longestFirst(secrets: Iterable<string>): readonly string[] {
  return [...secrets].toSorted((one, other) => other.length - one.length);
}

/** The text with the mask in place of each secret. */
function maskText(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}

function lengthAtEnd(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length >= SHORTEST_SECRET; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}

/** The same for a text that was cut, so that it may end in the middle of a secret. */
export function maskCutText(text: string, secrets: readonly string[]): string {
  const masked = maskText(text, secrets);
  const length = secrets.reduce((longest, secret) => Math.max(longest, lengthAtEnd(masked, secret)), 0);
  return length === 0 ? masked : `${masked.slice(0, -length)}${MASK}`;
}

function maskObject(object: JsonObject, secrets: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, member]) => [maskText(key, secrets), maskValue(member, secrets)]),
  );
}

function maskValue(value: JsonValue, secrets: readonly string[]): JsonValue {
  if (typeof value === 'string') return maskText(value, secrets);
  if (isList(value)) return value.map((element) => maskValue(element, secrets));
  return isObject(value) ? maskObject(value, secrets) : value;
}

/** The items with their secrets masked, in case a server has sent them back. Files stay as they are. */
export function maskOutputs(outputs: Outputs, secrets: readonly string[]): Outputs {
  if (secrets.length === 0) return outputs;
  const maskItem = (item: Item): Item => ({ ...item, json: maskObject(item.json, secrets) });
  return Object.fromEntries(Object.entries(outputs).map(([handle, items]) => [handle, items.map(maskItem)]));
}
