import type { BinaryData, Item, Outputs } from '../../engine/item.ts';
import { indexOfText, splitText } from '../../engine/text/find-text.ts';
import { isList } from '../../nodes/values/field-path.ts';
import { isObject, type JsonObject, type JsonValue } from '../../shared/json/json.ts';
import { createTextFinder, type Span, type TextFinder } from './find-secrets.ts';
import { SHORTEST_SECRET } from './secret-texts.ts';

const MASK = '••••';

/** The secrets with the longest first, so that masking a short one does not tear a longer one that contains it. */
export function longestFirst(secrets: Iterable<string>): readonly string[] {
  return [...secrets].toSorted((one, other) => other.length - one.length);
}

/** More secrets than this are looked for all at once: the host is quicker one by one, but once for each of them. */
const FEW = 40;

/** The finders of the secrets of node runs: each item that fails has a message of its own. */
const finders = new WeakMap<readonly string[], TextFinder>();

function finderOf(secrets: readonly string[]): TextFinder {
  const finder = finders.get(secrets) ?? createTextFinder(secrets);
  finders.set(secrets, finder);
  return finder;
}

/** Puts the mask in place of each secret in a text. */
type Mask = (text: string) => string;

function maskOf(secrets: readonly string[]): Mask {
  if (secrets.length <= FEW) return (text) => secrets.reduce((masked, secret) => maskOne(masked, secret), text);
  const finder = finderOf(secrets);
  return (text) => maskSpans(text, merged(finder.spans(text)));
}

function maskOne(text: string, secret: string): string {
  return indexOfText(text, secret) === -1 ? text : splitText(text, secret).join(MASK);
}

/** Places that overlap are one. */
function merged(spans: Iterable<Span>): Span[] {
  const whole: Span[] = [];
  for (const span of spans) {
    let { start } = span;
    for (let last = whole.at(-1); last !== undefined && last.end > start; last = whole.at(-1)) {
      start = Math.min(start, last.start);
      whole.pop();
    }
    whole.push({ start, end: span.end });
  }
  return whole;
}

function maskSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const ends = [0, ...spans.map(({ end }) => end)];
  const parts = spans.map(({ start }, index) => text.slice(ends[index], start));
  return [...parts, text.slice(ends.at(-1))].join(MASK);
}

/** What may stand where a text was cut. */
const CUT_MARK = '…';

/** A text with its secrets masked that was cut, so that it may end in the middle of a secret, before the mark of the cut. */
export function maskCutText(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return text;
  if (text.endsWith(CUT_MARK)) return `${maskEnd(text.slice(0, -CUT_MARK.length), secrets)}${CUT_MARK}`;
  return maskEnd(text, secrets);
}

function maskEnd(text: string, secrets: readonly string[]): string {
  const masked = maskOf(secrets)(text);
  const length = finderOf(secrets).openEnd(masked);
  return length < SHORTEST_SECRET ? masked : `${masked.slice(0, -length)}${MASK}`;
}

function maskObject(object: JsonObject, mask: Mask): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, member]) => [mask(key), maskValue(member, mask)]));
}

function maskValue(value: JsonValue, mask: Mask): JsonValue {
  if (typeof value === 'string') return mask(value);
  if (isList(value)) return value.map((element) => maskValue(element, mask));
  return isObject(value) ? maskObject(value, mask) : value;
}

/** A file in which the characters of secrets became others: base64 stays base64, and as long as it was. */
function maskFile(file: BinaryData, secrets: readonly string[]): BinaryData {
  const data = secrets.reduce((text, secret) => splitText(text, secret).join('A'.repeat(secret.length)), file.data);
  return { ...file, data };
}

/** Items with their secrets masked, in case a server has sent them back. */
export function maskItems(items: readonly Item[], secrets: readonly string[]): readonly Item[] {
  if (secrets.length === 0) return items;
  const mask = maskOf(secrets);
  return items.map(({ json, binary, ...item }): Item => {
    const masked = { ...item, json: maskObject(json, mask) };
    if (binary === undefined) return masked;
    const files = Object.entries(binary).map(([name, file]) => [name, maskFile(file, secrets)] as const);
    return { ...masked, binary: Object.fromEntries(files) };
  });
}

/** The same for the outputs of a node. */
export function maskOutputs(outputs: Outputs, secrets: readonly string[]): Outputs {
  if (secrets.length === 0) return outputs;
  const masked = Object.entries(outputs).map(([handle, items]) => [handle, maskItems(items, secrets)] as const);
  return Object.fromEntries(masked);
}

/** The texts of an object of texts with their secrets masked. */
export function maskTexts<Texts extends { readonly [key: string]: string }>(
  texts: Texts,
  secrets: readonly string[],
): { readonly [key: string]: string } {
  if (secrets.length === 0) return texts;
  const mask = maskOf(secrets);
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, mask(text)]));
}

/** A JSON value with its secrets masked. */
export function maskJson(value: JsonObject, secrets: readonly string[]): JsonObject {
  return secrets.length === 0 ? value : maskObject(value, maskOf(secrets));
}

/** A text with its secrets masked. */
export function maskText(text: string, secrets: readonly string[]): string {
  return secrets.length === 0 ? text : maskOf(secrets)(text);
}
