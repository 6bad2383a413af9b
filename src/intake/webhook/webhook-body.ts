import type { JsonValue } from '../../engine/json.ts';
import { parseJson } from '../../shared/json.ts';
import { decodeUtf8 } from '../../shared/request-body.ts';
import { malformedForm } from './webhook.errors.ts';
import { pairsToObject } from './webhook-pairs.ts';

/** The body of a call as the workflow gets it: parsed by its content type, and raw. */
export type WebhookBody = {
  readonly parsed: JsonValue;
  readonly raw: string;
  readonly rawEncoding: 'utf8' | 'base64';
};

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}

async function parseMultipart(bytes: Uint8Array, contentType: string): Promise<JsonValue> {
  const form = await new Response(bytes, { headers: { 'content-type': contentType } })
    .formData()
    .catch((cause: unknown) => {
      throw malformedForm(cause);
    });
  const pairs: [string, JsonValue][] = [];
  for (const [name, value] of form.entries()) pairs.push([name, await formValue(value)]);
  return pairsToObject(pairs);
}

async function formValue(value: string | File): Promise<JsonValue> {
  if (typeof value === 'string') return value;
  const data = toBase64(new Uint8Array(await value.arrayBuffer()));
  return { file_name: value.name, mime_type: value.type, size: value.size, data };
}

type Parser = (bytes: Uint8Array, contentType: string) => JsonValue | Promise<JsonValue>;

/** How bodies are read, by their media type. */
export const BODY_PARSERS: readonly { readonly type: RegExp; readonly parse: Parser }[] = [
  { type: /^application\/json$|\+json$/, parse: (bytes) => parseJson(decodeUtf8(bytes)) },
  {
    type: /^application\/x-www-form-urlencoded$/,
    parse: (bytes) => pairsToObject(new URLSearchParams(decodeUtf8(bytes))),
  },
  { type: /^multipart\/form-data$/, parse: parseMultipart },
  { type: /^text\/|^application\/xml$|\+xml$/, parse: (bytes) => decodeUtf8(bytes) },
];

/** The body as text, or `null` if it is not text that can be stored. */
function asText(bytes: Uint8Array): string | null {
  try {
    const text = decodeUtf8(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/**
 * Parses a body by its media type. `parsed` is `null` for a type that has no parser. `raw` is the text, or base64 where the
 * bytes are not text that can be stored. Throws `AppError` 400 `input.*` for a body that is not what its type says.
 */
export async function parseWebhookBody(bytes: Uint8Array, contentType: string): Promise<WebhookBody> {
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const parser = BODY_PARSERS.find(({ type }) => type.test(mediaType));
  const parsed = bytes.length === 0 || parser === undefined ? null : await parser.parse(bytes, contentType);
  const text = asText(bytes);
  return text === null
    ? { parsed, raw: toBase64(bytes), rawEncoding: 'base64' }
    : { parsed, raw: text, rawEncoding: 'utf8' };
}
