import type { JsonValue } from '../../engine/json.ts';
import { isObject, parseJson } from '../../shared/json/json.ts';
import { textKindOf } from '../../shared/text/charset.ts';
import { type BodyBytes, bodyBytes, bodyText } from '../bodies/body-text.ts';
import { formPairs } from '../bodies/form-pairs.ts';
import { isMultipart, multipartPairs, readFile } from '../bodies/multipart-form.ts';
import { type FormWithFiles, withFilesApart } from './form-files.ts';
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

async function parseMultipart(body: BodyBytes): Promise<JsonValue> {
  const pairs: [string, JsonValue][] = [];
  for (const [name, value] of await multipartPairs(body)) pairs.push([name, await formValue(value)]);
  return pairsToObject(pairs);
}

async function formValue(value: string | File): Promise<JsonValue> {
  if (typeof value === 'string') return value;
  const { name, type, bytes } = await readFile(value);
  return { file_name: name ?? '', mime_type: type, size: value.size, data: toBase64(bytes) };
}

type Parser = (body: BodyBytes) => JsonValue | Promise<JsonValue>;

/** How bodies are read, by their media type. */
export const BODY_PARSERS: readonly { readonly type: RegExp; readonly parse: Parser }[] = [
  { type: /^application\/json$|\+json$/, parse: (body) => parseJson(bodyText(body, 'json')) },
  { type: /^application\/x-www-form-urlencoded$/, parse: (body) => pairsToObject(formPairs(body)) },
  { type: /^multipart\/form-data$/, parse: parseMultipart },
  { type: /^text\/|^application\/xml$|\+xml$/, parse: (body) => bodyText(body, textKindOf(body.contentType)) },
];

/**
 * Parses a body by its media type. `parsed` is `null` for a type that has no parser. `raw` is the text, or base64 where the
 * bytes are not text that can be stored. Throws `AppError` 400 `input.*` for a body that is not what its type says.
 */
export async function parseWebhookBody(bytes: Uint8Array, contentType: string): Promise<WebhookBody> {
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const parser = BODY_PARSERS.find(({ type }) => type.test(mediaType));
  const body = bodyBytes(bytes, contentType);
  const parsed = bytes.length === 0 || parser === undefined ? null : await parser.parse(body);
  return body.utf8 === null || body.utf8.includes('\0')
    ? { parsed, raw: toBase64(bytes), rawEncoding: 'base64' }
    : { parsed, raw: body.utf8, rawEncoding: 'utf8' };
}

/** The body of a call as a trigger gives it: the files of a form are apart from it; `null` if there are none. */
export type TriggerBody = WebhookBody & { readonly files: FormWithFiles['files'] | null };

/** Like {@link parseWebhookBody}, with the files of a form apart. */
export async function readWebhookBody(bytes: Uint8Array, contentType: string): Promise<TriggerBody> {
  const body = await parseWebhookBody(bytes, contentType);
  if (!isMultipart(contentType) || !isObject(body.parsed)) return { ...body, files: null };
  const { body: parsed, files } = withFilesApart(body.parsed);
  return { ...body, parsed, files: Object.keys(files).length === 0 ? null : files };
}
