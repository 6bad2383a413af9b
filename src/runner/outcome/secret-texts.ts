import type { CredentialSecret } from '../../nodes/node-run.ts';
import { encodeTextBase64 } from '../../nodes/values/base64.ts';
import { isList } from '../../nodes/values/field-path.ts';
import { isObject, type JsonValue } from '../../shared/json/json.ts';

/** The fields of credentials that are not secret. They hold names that may occur anywhere in data. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
  ...['name', 'in', 'username', 'client_id', 'token_type', 'token_url'],
  ...['expires_at', 'scope', 'audience', 'send_in', 'public_key', 'grant', 'token_auth', 'token_header'],
  ...['provider', 'region', 'domain', 'message_stream'],
]);

/** Shorter texts occur in data by chance, so they are not masked. */
export const SHORTEST_SECRET = 8;

function textsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.values(value).flatMap(textsIn);
}

/** A secret as it is, and as it looks in a URL, in a form and in JSON. */
function formsOf(text: string): readonly string[] {
  const inForm = new URLSearchParams([['', text]]).toString().slice(1);
  return [text, encodeURIComponent(text.toWellFormed()), inForm, JSON.stringify(text).slice(1, -1)];
}

/** The secret in a `Basic` header (RFC 7617): with a user name, encoded as OAuth clients do, or with the name that a mail provider wants. */
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

/** All forms of a secret text that have to be masked. */
export function textForms(text: string): readonly string[] {
  return longEnough(formsOf(text));
}

/** All forms of the secrets of a credential that have to be masked. */
export function secretTexts(credential: CredentialSecret): readonly string[] {
  const secret = Object.entries(credential.data).filter(([field]) => !OPEN_FIELDS.has(field));
  const plain = secret.flatMap(([, value]) => textsIn(value));
  return longEnough([...plain.flatMap(formsOf), ...basicForms(credential)]);
}
