import { isExact } from '../../numbers/exact-number.ts';

/** What JSON may write as more than one character: quotes, backslashes, control characters, halves of surrogate pairs. */
const ESCAPED = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** What takes two bytes in memory. */
const WIDE = /[\u0100-\uffff]/;

const QUOTES = 2;
const BRACKETS = 2;
const COLON = 1;
const NULL = 'null'.length;

/**
 * How many UTF-16 units `JSON.stringify` writes of plain JSON data. It makes no text, so that it also serves for data that
 * are large beside the memory there is. Of longer data than `limit` it gives some number beyond, and does not go on: one value
 * may stand in very many places.
 */
export function jsonLength(value: unknown, limit = Number.POSITIVE_INFINITY): number {
  switch (typeof value) {
    case 'string':
      return textLength(value);
    case 'number':
      return Number.isFinite(value) ? String(value).length : NULL;
    case 'boolean':
      return String(value).length;
    case 'object':
      return Array.isArray(value) ? listLength(value, limit) : objectLength(value, limit);
    default:
      return NULL;
  }
}

function textLength(text: string): number {
  return ESCAPED.test(text) ? JSON.stringify(text).length : text.length + QUOTES;
}

function commas(count: number): number {
  return Math.max(0, count - 1);
}

function listLength(list: readonly unknown[], limit: number): number {
  let length = BRACKETS + commas(list.length);
  for (const element of list) {
    if (length > limit) break;
    length += jsonLength(element, limit - length);
  }
  return length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Fields that are `undefined` are left out. */
function objectLength(object: unknown, limit: number): number {
  if (isExact(object)) return object.text.length;
  if (!isRecord(object)) return NULL;
  let length = BRACKETS;
  let count = 0;
  for (const name of Object.keys(object)) {
    const field = object[name];
    if (field === undefined) continue;
    if (length > limit) break;
    count += 1;
    length += textLength(name) + COLON + jsonLength(field, limit - length);
  }
  return length + commas(count);
}

/** Whether all texts and names of JSON data hold characters below U+0100 only, of which each takes one byte in memory. */
export function isLatin1(value: unknown): boolean {
  if (typeof value === 'string') return !WIDE.test(value);
  if (Array.isArray(value)) return value.every(isLatin1);
  if (!isRecord(value)) return true;
  return Object.keys(value).every((name) => !WIDE.test(name) && isLatin1(value[name]));
}
