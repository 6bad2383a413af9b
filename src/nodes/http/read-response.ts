import type { BinaryData, FileLabel } from '../../engine/item.ts';
import type { JsonObject, JsonValue } from '../../engine/json.ts';
import type { IncomingResponse, ResponseHead } from '../../shared/http-exchange.ts';
import { isObject } from '../../shared/json/json.ts';
import { jsonBreak, placeText } from '../../shared/json/json-place.ts';
import { charsetOfType, mediaTypeOf, type TextKind, textKindOf } from '../../shared/text/charset.ts';
import { decodeLeniently } from '../../shared/text/decode-text.ts';
import { fileNameOf, fileNameOfUrl } from '../../shared/text/file-name.ts';
import { shownWhole } from '../../shared/text/quote-text.ts';
import type { MadeItem } from '../items.ts';
import { checkItemCount } from '../limits.ts';
import { NodeError } from '../node-error.ts';
import { encodeBase64 } from '../values/base64.ts';
import { parseJson } from '../values/convert.ts';
import { isList } from '../values/field-path.ts';
import { withField } from '../values/with-field.ts';

/** How the body of an answer is read. */
export const RESPONSE_FORMATS = ['auto', 'json', 'text', 'binary'] as const;

export type ResponseOptions = {
  readonly format: (typeof RESPONSE_FORMATS)[number];
  /** Whether items have the status and headers, too, and the body in `body`. */
  readonly full: boolean;
  /** The field for texts, other plain values and files. */
  readonly outputField: string;
};

type Body = { readonly type: 'json'; readonly value: JsonValue } | { readonly type: 'file'; readonly file: BinaryData };

const TEXT_TYPES = /^text\/|[/+](json|xml|javascript|yaml|x-www-form-urlencoded)\b/i;
const JSON_TYPES = /[/+]json\b/i;

/** The items of an answer: one for each object of a JSON list, otherwise one. */
export function readResponse(response: IncomingResponse, options: ResponseOptions): MadeItem[] {
  const body = readBody(response, options.format);
  const { outputField: field } = options;
  if (body.type === 'file') return [{ json: options.full ? head(response) : {}, binary: { [field]: body.file } }];
  if (options.full) return [{ json: { ...head(response), body: body.value } }];
  const values = isList(body.value) ? body.value : [body.value];
  checkItemCount(values.length);
  return values.map((value) => ({ json: isObject(value) ? value : withField({}, field, value) }));
}

/** The names are those of n8n, so that expressions of imported workflows find them. */
function head(response: IncomingResponse): JsonObject {
  return { statusCode: response.status, statusMessage: response.statusText, headers: response.headers };
}

function readBody(response: IncomingResponse, format: ResponseOptions['format']): Body {
  if (format === 'binary') return { type: 'file', file: asFile(response) };
  if (format === 'text') return { type: 'json', value: responseText(response) };
  return format === 'json' ? readJson(response) : guess(response);
}

function readJson(response: IncomingResponse): Body {
  const text = responseText(response);
  const value = text === '' ? {} : parseJson(text);
  if (value === undefined) throw notJson('http.response_not_json', response, text);
  return { type: 'json', value };
}

/** The failure of an answer that should be JSON, with its content type and where it breaks. */
export function notJson(code: string, { headers }: IncomingResponse, text: string): NodeError {
  const type = headers['content-type'];
  const named = type === undefined ? 'no content type' : `content type ${shownWhole(type)}`;
  const place = jsonBreak(text);
  const reason = place === null ? 'it nests too deeply' : `it breaks ${placeText(place)}`;
  return new NodeError(code, `The answer is not JSON (${named}): ${reason}`);
}

function guess(response: IncomingResponse): Body {
  const type = response.headers['content-type'] ?? '';
  if (response.kept !== undefined) return { type: 'file', file: asFile(response) };
  if (response.body.length === 0) return { type: 'json', value: {} };
  if (JSON_TYPES.test(type))
    return { type: 'json', value: parseJson(responseText(response)) ?? responseText(response) };
  if (type === '') return guessUntyped(response);
  return TEXT_TYPES.test(type)
    ? { type: 'json', value: responseText(response) }
    : { type: 'file', file: asFile(response) };
}

function guessUntyped(response: IncomingResponse): Body {
  const text = responseText(response);
  return { type: 'json', value: parseJson(text) ?? text };
}

/**
 * The body as text, decoded by its byte order mark, its content type, or what it says itself as the `kind` of text that it is.
 * Throws `NodeError` `http.unknown_charset`.
 */
export function responseText(response: IncomingResponse, kind?: TextKind): string {
  const contentType = response.headers['content-type'] ?? '';
  const decoded = decodeLeniently({ bytes: response.body, contentType, kind: kind ?? textKindOf(contentType) });
  if (decoded.type === 'text') return decoded.text;
  throw new NodeError(
    'http.unknown_charset',
    `The character set ${shownWhole(decoded.charset)} of the answer is unknown`,
  );
}

function asFile(response: IncomingResponse): BinaryData {
  const { kept, body } = response;
  if (kept !== undefined) return { file_id: kept.fileId, size: kept.size, ...labelOf(response) };
  return { data: encodeBase64(body), ...labelOf(response) };
}

function labelOf(response: ResponseHead): FileLabel {
  const name = fileName(response);
  const label = { mime_type: mimeType(response.headers['content-type']) };
  return name === undefined ? label : { ...label, file_name: name };
}

/** What the body of an answer is called as a file, where it is read as one; `null`: it is read as something else. */
export function fileLabel(head: ResponseHead, format: ResponseOptions['format']): FileLabel | null {
  const type = head.headers['content-type'] ?? '';
  const isFile = format === 'binary' || (format === 'auto' && type !== '' && !TEXT_TYPES.test(type));
  return isFile ? labelOf(head) : null;
}

/** The media type, and the character set unless it is UTF-8: whoever reads the file needs it. */
function mimeType(contentType = 'application/octet-stream'): string {
  const charset = charsetOfType(contentType);
  const isUtf8 = charset === undefined || /^utf-?8$/.test(charset);
  return isUtf8 ? mediaTypeOf(contentType) : `${mediaTypeOf(contentType)}; charset=${charset}`;
}

function fileName(response: ResponseHead): string | undefined {
  return fileNameOf(response.headers['content-disposition'] ?? '') ?? fileNameOfUrl(response.url);
}
