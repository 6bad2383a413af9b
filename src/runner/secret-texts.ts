import type { CredentialSecret } from '../nodes/node-run.ts';
import { encodeTextBase64 } from '../nodes/values/base64.ts';
import { isList, isObject } from '../nodes/values/field-path.ts';
import type { JsonValue } from '../shared/json.ts';

/** Fields of credentials that are no secrets: they name things that may stand in data anywhere. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
  ...['name', 'in', 'username', 'client_id', 'token_type', 'token_url'],
  ...['expires_at', 'scope', 'public_key'],
]);

/** Shorter texts are found in data by chance. */
const SHORTEST = 8;

function textsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, member]) => (OPEN_FIELDS.has(field) ? [] : textsIn(member)));
}

/** How a secret looks in a URL, and within a JSON text. */
function formsOf(text: string): readonly string[] {
  return [text, encodeURIComponent(text.toWellFormed()), JSON.stringify(text).slice(1, -1)];
}

/** All texts by which somebody who sees them would know the secret of a credential. */
export function secretTexts({ type, data }: CredentialSecret): readonly string[] {
  const plain = textsIn(data);
  const basic = type === 'basic' ? [encodeTextBase64(`${data.username}:${data.password}`)] : [];
  return [...plain.flatMap(formsOf), ...basic].filter((text) => text.length >= SHORTEST);
}
