import { DigitsError, isExact, type Numeric } from '../../numbers/exact-number.ts';
import { parseNumbers } from '../../numbers/parse-json.ts';
import { AppError } from '../errors.ts';
import { jsonBreak, placeText, type TextPlace } from './json-place.ts';

/** A JSON value as RFC 8259 describes it. Numbers that JavaScript would round keep their text. */
export type JsonValue = null | boolean | Numeric | string | readonly JsonValue[] | JsonObject;

/** A JSON object. Only its own enumerable properties count. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** How deep arrays and objects may nest (`[]` is 1 deep), and how many UTF-16 units a key may have. */
export type JsonLimits = { readonly maxDepth: number; readonly maxKeyLength: number };

/** The limits of all JSON that comes in. */
const JSON_LIMITS: JsonLimits = { maxDepth: 100, maxKeyLength: 1024 };

type Path = (string | number)[];

/**
 * Parses JSON from outside into a value that can be stored and computed with as it is: no text that Postgres refuses,
 * no number that has lost digits, no nesting that exhausts a stack.
 *
 * Throws `AppError` 400: `input.malformed_json`, `input.too_deep`, `input.number_too_long`, `input.key_too_long`,
 * `input.nul_byte`, `input.lone_surrogate`. The fault says where, but for the first three.
 */
export function parseJson(text: string, limits: JsonLimits = JSON_LIMITS): JsonValue {
  const value = parse(text, limits.maxDepth);
  inspect(value, [], limits);
  return value;
}

/** Whether a value that came from JSON is an object: no array, no number, and not `null`. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExact(value);
}

function parse(text: string, maxDepth: number): JsonValue {
  try {
    return parseWithin(text, maxDepth);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (cause instanceof DigitsError) throw new AppError('input.number_too_long', 400, cause.message, { cause });
    throw new AppError('input.malformed_json', 400, notJson(jsonBreak(text)), { cause });
  }
}

/**
 * Parses JSON that nests `maxDepth` levels at most, with all digits of its numbers. Throws `AppError` 400 `input.too_deep`,
 * `DigitsError`, and what `JSON.parse` throws.
 */
export function parseWithin(text: string, maxDepth: number): JsonValue {
  return lookThrough(text, maxDepth) ? parseNumbers(text) : JSON.parse(text);
}

function notJson(place: TextPlace | null): string {
  return place === null ? 'The text is not valid JSON.' : `The text is not valid JSON: it breaks ${placeText(place)}.`;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const POINT = 0x2e;
const NINE = 0x39;
/** Brackets and braces differ in one bit, as do small and capital letters. */
const CASE = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;
const EXPONENT = 0x65;

/** A number of fewer characters without an exponent is what JavaScript makes of it. */
const LONG = 16;

/**
 * Looks at JSON before it is parsed: five million nested arrays fit into 10 MB of text, but not into an isolate's memory. Tells
 * whether there is a number that may be exact. Throws `AppError` 400 `input.too_deep`.
 */
function lookThrough(text: string, maxDepth: number): boolean {
  let depth = 0;
  let digits = 0;
  let hasLong = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigitOrPoint(code)) {
      digits += 1;
      continue;
    }
    hasLong ||= digits >= LONG || (digits > 0 && (code | CASE) === EXPONENT);
    digits = 0;
    if (code === QUOTE) at = endOfString(text, at);
    depth += levelOf(code);
    if (depth > maxDepth) throw new AppError('input.too_deep', 400, `JSON may nest ${maxDepth} levels at most.`);
  }
  return hasLong || digits >= LONG;
}

function isDigitOrPoint(code: number): boolean {
  return code <= NINE && code >= POINT;
}

function levelOf(code: number): number {
  const folded = code | CASE;
  if (folded === OPENING) return 1;
  return folded === CLOSING ? -1 : 0;
}

/** The index of the quote that closes the string which opens at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

function inspect(value: JsonValue, path: Path, limits: JsonLimits): void {
  if (typeof value === 'string') inspectText(value, path);
  else if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) inspectEntry(index, entry, { path, limits });
  } else if (isObject(value)) {
    for (const [key, entry] of Object.entries(value)) {
      inspectKey(key, path, limits);
      inspectEntry(key, entry, { path, limits });
    }
  }
}

function inspectEntry(key: string | number, value: JsonValue, at: { path: Path; limits: JsonLimits }): void {
  at.path.push(key);
  inspect(value, at.path, at.limits);
  at.path.pop();
}

function inspectKey(key: string, path: Path, limits: JsonLimits): void {
  if (key.length > limits.maxKeyLength) {
    throw refusal('input.key_too_long', `A key may have ${limits.maxKeyLength} characters at most.`, path);
  }
  inspectText(key, path);
}

function inspectText(text: string, path: Path): void {
  if (text.includes('\0')) throw refusal('input.nul_byte', 'Text may not hold NUL characters.', path);
  if (!text.isWellFormed()) throw refusal('input.lone_surrogate', 'Text may not hold unpaired surrogates.', path);
}

function refusal(code: string, message: string, path: Path): AppError {
  return new AppError(code, 400, message, { faults: [{ code, message, path: [...path] }] });
}
