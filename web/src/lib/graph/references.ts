import { type NamePlace, placesInCode, placesInText } from '../expressions/name-places.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Names of fields that hold code: all of it may name nodes, and not only what stands in braces. */
const CODE_FIELDS: ReadonlySet<string> = new Set(['code']);

const PLAIN_NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** All expressions and code in a config with the references to one node rewritten to another name. The same object if there is none. */
export function rewriteReferences<Value>(value: Value, from: string, to: string): Value {
  return rewrite(value as Json, from, to, false) as Value;
}

function rewrite(value: Json, from: string, to: string, isCode: boolean): Json {
  if (typeof value === 'string') return rewriteText(value, from, to, isCode);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const list = value.map((entry: Json) => rewrite(entry, from, to, false));
    return list.every((entry, index) => entry === value[index]) ? value : list;
  }
  const entries = Object.entries(value).map(
    ([key, entry]) => [key, rewrite(entry, from, to, CODE_FIELDS.has(key)), entry] as const,
  );
  if (entries.every(([, after, before]) => after === before)) return value;
  return Object.fromEntries(entries.map(([key, after]) => [key, after]));
}

function rewriteText(text: string, from: string, to: string, isCode: boolean): string {
  if (!text.includes('$') && !text.includes('node_outputs')) return text;
  const places = (isCode ? placesInCode(text) : placesInText(text)).filter(({ name }) => name === from);
  return places.toReversed().reduce((now, place) => {
    return `${now.slice(0, place.start)}${written(text, place, to)}${now.slice(place.end)}`;
  }, text);
}

function written(text: string, { start, by }: NamePlace, name: string): string {
  const quoted = `'${name.replaceAll(/[\\']/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}'`;
  if (by === 'text') return quoted;
  const isOptional = text[start] === '?';
  if (PLAIN_NAME.test(name)) return `${isOptional ? '?.' : '.'}${name}`;
  return `${isOptional ? '?.' : ''}[${quoted}]`;
}
