import type { CredentialSecret } from '../../nodes/node-run.ts';
import { encodeTextBase64 } from '../../nodes/values/base64.ts';
import { isList } from '../../nodes/values/field-path.ts';
import type { JsonValue } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';

/** Fields of credentials that are no secrets: they name things that may stand in data anywhere. Headers and parameters of these names are none. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
  ...['name', 'in', 'username', 'client_id', 'token_type', 'token_url'],
  ...['expires_at', 'scope', 'audience', 'send_in', 'public_key'],
  ...['provider', 'region', 'domain', 'message_stream'],
]);

/** Shorter texts are found in data by chance. */
export const SHORTEST_SECRET = 8;

function textsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.values(value).flatMap(textsIn);
}

/** How a secret looks in a URL, in a form, and within a JSON text. */
function formsOf(text: string): readonly string[] {
  const inForm = new URLSearchParams([['', text]]).toString().slice(1);
  return [text, encodeURIComponent(text.toWellFormed()), inForm, JSON.stringify(text).slice(1, -1)];
}

/** What nodes make of a name and a secret, by RFC 7617: some providers want a name of theirs, and clients encode both parts first. */
function basicForms({ type, data }: CredentialSecret): readonly string[] {
  switch (type) {
    case 'basic':
      return [encodeTextBase64(`${data.username}:${data.password}`)];
    case 'oauth2_client':
      return [encodeTextBase64([data.client_id, data.client_secret].map(String).map(encodeURIComponent).join(':'))];
    case 'mail':
      return [encodeTextBase64(`api:${data.api_key}`)];
    default:
      return [];
  }
}

function longEnough(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text.length >= SHORTEST_SECRET);
}

/** All texts by which somebody who sees them would know this one. */
export function textForms(text: string): readonly string[] {
  return longEnough(formsOf(text));
}

/** All texts by which somebody who sees them would know the secret of a credential. */
export function secretTexts(credential: CredentialSecret): readonly string[] {
  const secret = Object.entries(credential.data).filter(([field]) => !OPEN_FIELDS.has(field));
  const plain = secret.flatMap(([, value]) => textsIn(value));
  return longEnough([...plain.flatMap(formsOf), ...basicForms(credential)]);
}
