import { type BinaryData, type Item, isStored, type Outputs } from '../../engine/item.ts';
import { isList } from '../../nodes/values/field-path.ts';
import { isNumeric } from '../../numbers/exact-number.ts';
import { isObject, type JsonObject, type JsonValue } from '../../shared/json/json.ts';
import type { Span } from './find-secrets.ts';
import { maskBase64 } from './mask-base64.ts';
import { SHORTEST_SECRET, secretPlaces, secretPlacesInCut } from './secret-places.ts';

const MASK = '••••';

/** Headers hold nothing beyond Latin-1. */
const MASK_OF_HEADERS = '****';

/** The lists that were made of sets, for sets that have not grown since. */
const lists = new WeakMap<ReadonlySet<string>, readonly string[]>();

/**
 * The secrets with the longest first, so that masking a short one does not tear a longer one that contains it. A set to which
 * nothing was added gives the list that it gave before, and with it the finder of that list.
 */
export function longestFirst(secrets: ReadonlySet<string>): readonly string[] {
  const known = lists.get(secrets);
  if (known?.length === secrets.size) return known;
  const list = [...secrets].toSorted((one, other) => other.length - one.length);
  lists.set(secrets, list);
  return list;
}

/** Puts the mask in place of each secret in a text. */
type Mask = (text: string) => string;

function maskOf(secrets: readonly string[]): Mask {
  return (text) => maskSpans(text, secretPlaces(text, secrets));
}

function maskSpans(text: string, spans: readonly Span[], mark = MASK): string {
  if (spans.length === 0) return text;
  const ends = [0, ...spans.map(({ end }) => end)];
  const parts = spans.map(({ start }, index) => text.slice(ends[index], start));
  return [...parts, text.slice(ends.at(-1))].join(mark);
}

/** What may stand where a text was cut. */
const CUT_MARK = '…';

/** A text with its secrets masked that was cut, so that a secret may be cut through at its end and before each mark of a cut. */
export function maskCutText(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return text;
  return text
    .split(CUT_MARK)
    .map((part) => maskSpans(part, secretPlacesInCut(part, secrets)))
    .join(CUT_MARK);
}

function maskObject(object: JsonObject, mask: Mask): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, member]) => [mask(key), maskValue(member, mask)]));
}

/** A number becomes a text if it holds a secret: the digits of one are a number in some answers. */
function maskValue(value: JsonValue, mask: Mask): JsonValue {
  if (typeof value === 'string') return mask(value);
  if (isList(value)) return value.map((element) => maskValue(element, mask));
  if (isObject(value)) return maskObject(value, mask);
  if (!isNumeric(value)) return value;
  const written = String(value);
  const masked = written.length < SHORTEST_SECRET ? written : mask(written);
  return masked === written ? value : masked;
}

function maskHeader(text: string, secrets: readonly string[]): string {
  return maskSpans(text, secretPlaces(text, secrets), MASK_OF_HEADERS);
}

/** A file without secrets in its bytes, its name and its type. The bytes of one in the bucket are not looked at. */
function maskFile(file: BinaryData, secrets: readonly string[]): BinaryData {
  const mask = maskOf(secrets);
  const { mime_type, file_name } = file;
  const content = isStored(file)
    ? { file_id: file.file_id, size: file.size }
    : { data: maskBase64(file.data, secrets) };
  // It becomes a header wherever the file goes.
  const masked = { ...content, mime_type: maskHeader(mime_type, secrets) };
  return file_name === undefined ? masked : { ...masked, file_name: mask(file_name) };
}

/** Items with their secrets masked, in case a server has sent them back. */
export function maskItems(items: readonly Item[], secrets: readonly string[]): readonly Item[] {
  if (secrets.length === 0) return items;
  const mask = maskOf(secrets);
  return items.map(({ json, binary, ...item }): Item => {
    const masked = { ...item, json: maskObject(json, mask) };
    if (binary === undefined) return masked;
    const files = Object.entries(binary).map(([name, file]) => [mask(name), maskFile(file, secrets)] as const);
    return { ...masked, binary: Object.fromEntries(files) };
  });
}

/** The same for the outputs of a node. */
export function maskOutputs(outputs: Outputs, secrets: readonly string[]): Outputs {
  if (secrets.length === 0) return outputs;
  const masked = Object.entries(outputs).map(([handle, items]) => [handle, maskItems(items, secrets)] as const);
  return Object.fromEntries(masked);
}

type Texts = { readonly [key: string]: string };

function maskEntries(texts: Texts, mask: Mask): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [mask(key), mask(text)]));
}

/** The texts of an object of texts with their secrets masked. */
export function maskTexts(texts: Texts, secrets: readonly string[]): Texts {
  return secrets.length === 0 ? texts : maskEntries(texts, maskOf(secrets));
}

/** The headers of an answer with their secrets masked, by what headers may hold. */
export function maskHeaders(headers: Texts, secrets: readonly string[]): Texts {
  if (secrets.length === 0) return headers;
  return maskEntries(headers, (text) => maskHeader(text, secrets));
}

/** A JSON value with its secrets masked. */
export function maskJson(value: JsonObject, secrets: readonly string[]): JsonObject {
  return secrets.length === 0 ? value : maskObject(value, maskOf(secrets));
}

/** A text with its secrets masked. */
export function maskText(text: string, secrets: readonly string[]): string {
  return secrets.length === 0 ? text : maskOf(secrets)(text);
}
