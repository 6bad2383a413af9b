import type { CredentialSecret } from '../../nodes/node-run.ts';
import { encodeBase64, encodeTextBase64 } from '../../nodes/values/base64.ts';
import { isList } from '../../nodes/values/field-path.ts';
import { encodeHex } from '../../nodes/values/hex.ts';
import { isObject, type JsonValue } from '../../shared/json/json.ts';

/** The fields of credentials that are not secret. They hold names that may occur anywhere in data. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
  ...['name', 'in', 'username', 'client_id', 'token_type', 'token_url'],
  ...['expires_at', 'scope', 'audience', 'send_in', 'public_key', 'grant', 'token_auth', 'token_header'],
  ...['provider', 'region', 'domain', 'message_stream'],
  ...['access_key_id', 'service', 'consumer_key', 'signature_method', 'realm'],
]);

/** Shorter texts occur in data by chance, so they are not masked. */
export const SHORTEST_SECRET = 8;

function textsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.values(value).flatMap(textsIn);
}

/** How base64 may write a secret, wherever in the encoded bytes it stands: three ways, by the bytes before it. */
function base64Forms(text: string): readonly string[] {
  const bytes = new TextEncoder().encode(text);
  return [0, 1, 2].flatMap((before) => {
    const padded = new Uint8Array(before + bytes.length);
    padded.set(bytes, before);
    // Characters that hold bits of a byte before or behind the secret are not of it alone.
    const own = encodeBase64(padded).slice(Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** What JSON writes, and what writes JSON within JSON. */
function jsonForms(text: string): readonly string[] {
  const once = JSON.stringify(text).slice(1, -1);
  return [once, once.replaceAll('/', '\\/'), JSON.stringify(once).slice(1, -1)];
}

/** A secret as it is, and as it looks in a URL, in a form, in JSON, in base64 and in hexadecimal. */
function formsOf(text: string): readonly string[] {
  const inForm = new URLSearchParams([['', text]]).toString().slice(1);
  const inUrl = encodeURIComponent(text.toWellFormed());
  const lower = inUrl.replaceAll(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
  const hex = encodeHex(new TextEncoder().encode(text));
  return [text, inUrl, lower, inForm, ...jsonForms(text), ...base64Forms(text), hex, hex.toUpperCase()];
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

/** All forms of a secret text that have to be masked: none of one that is too short. */
export function textForms(text: string): readonly string[] {
  return text.length < SHORTEST_SECRET ? [] : longEnough(formsOf(text));
}

/** All forms of the secrets of a credential that have to be masked. */
export function secretTexts(credential: CredentialSecret): readonly string[] {
  const secret = Object.entries(credential.data).filter(([field]) => !OPEN_FIELDS.has(field));
  const plain = secret.flatMap(([, value]) => textsIn(value));
  return longEnough([...plain.flatMap(textForms), ...basicForms(credential)]);
}
