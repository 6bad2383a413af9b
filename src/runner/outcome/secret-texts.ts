import type { CredentialSecret } from '../../nodes/node-run.ts';
import { encodeTextBase64 } from '../../nodes/values/base64.ts';
import { isList } from '../../nodes/values/field-path.ts';
import { isObject, type JsonValue } from '../../shared/json/json.ts';
import { SHORTEST_SECRET } from './secret-places.ts';
import { spellingsOf } from './secret-spellings.ts';

/** The fields of credentials that are not secret. They hold names that may occur anywhere in data. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
  ...['name', 'in', 'username', 'client_id', 'token_type', 'token_url'],
  ...['expires_at', 'scope', 'audience', 'send_in', 'public_key', 'grant', 'token_auth', 'token_header'],
  ...['provider', 'region', 'domain', 'message_stream'],
  ...['access_key_id', 'service', 'consumer_key', 'signature_method', 'realm'],
]);

/** Of a key of several lines each line is masked by itself, too, if it is so long: a server may quote one, or make an item of each. */
const SHORTEST_LINE = 16;

function textsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.values(value).flatMap(textsIn);
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

/** The lines of a text that has several, but for those that say what it is (RFC 7468 §2). */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.length === 1 ? [] : lines.filter((line) => line.length >= SHORTEST_LINE && !line.startsWith('-----'));
}

/** All forms of a secret text that have to be masked: none of one that is too short. */
export function textForms(text: string): readonly string[] {
  if (text.length < SHORTEST_SECRET) return [];
  return [...spellingsOf(text), ...linesOf(text)].filter((form) => form.length >= SHORTEST_SECRET);
}

/** All forms of the secrets of a credential that have to be masked. */
export function secretTexts(credential: CredentialSecret): readonly string[] {
  const secret = Object.entries(credential.data).filter(([field]) => !OPEN_FIELDS.has(field));
  const plain = secret.flatMap(([, value]) => textsIn(value));
  return [...plain, ...basicForms(credential)].flatMap(textForms);
}
