import { isExact } from '../../numbers/exact-number.ts';
import { cutText } from '../text/cut-text.ts';
import { jsonLength } from './json-length.ts';

/** The beginning of a value's JSON. `isCut`: there was more of it. */
export type JsonStart = { readonly text: string; readonly isCut: boolean };

/**
 * The first `limit` UTF-16 units of the JSON of plain data. It takes the time that so much text takes, however large the value
 * is.
 */
export function jsonStart(value: unknown, limit: number): JsonStart {
  if (jsonLength(value, limit) <= limit) return { text: JSON.stringify(value), isCut: false };
  return { text: cutText(startOf(value, limit), limit), isCut: true };
}

/** At least `limit` units of the JSON, if it is that long; parts of it may be left out behind them. */
function startOf(value: unknown, limit: number): string {
  if (typeof value === 'string') return JSON.stringify(cutText(value, limit));
  if (typeof value !== 'object' || value === null || isExact(value)) return JSON.stringify(value);
  return Array.isArray(value) ? startOfList(value, limit) : startOfObject(value, limit);
}

function startOfList(list: readonly unknown[], limit: number): string {
  let text = '[';
  for (const element of list) {
    if (text.length > limit) return text;
    text += (text.length > 1 ? ',' : '') + startOf(element, limit - text.length);
  }
  return `${text}]`;
}

function startOfObject(object: object, limit: number): string {
  let text = '{';
  for (const [name, field] of Object.entries(object)) {
    if (text.length > limit) return text;
    if (field === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${JSON.stringify(cutText(name, limit))}:${startOf(field, limit)}`;
  }
  return `${text}}`;
}
