import { DigitsError } from '../../../numbers/exact-number.ts';
import { parseExactly } from '../../../numbers/parse-json.ts';
import type { JsonValue } from '../../json.ts';
import { ExpressionError } from '../expression-error.ts';
import { produce, type Run, spend } from '../run.ts';
import { toNumber, toText } from '../values/convert.ts';
import { callFunction, isFunction } from '../values/function-value.ts';
import { functionMembers, makeNamespace } from '../values/namespace.ts';
import { isList, isPlainObject, put } from '../values/plain.ts';
import { toData } from '../values/to-data.ts';

/** Parses JSON, with all digits of its numbers; throws `expression.invalid_argument` for any other text. */
export function parseJson(run: Run, text: string): unknown {
  produce(run, text.length);
  spend(run, text.length >>> 3);
  try {
    return parseExactly(text);
  } catch (error) {
    if (error instanceof DigitsError) throw error;
    throw new ExpressionError('expression.invalid_argument', 'The text is not valid JSON.');
  }
}

/** The JSON of a value; `undefined` if it has none. */
export function stringifyJson(run: Run, value: unknown, indent = ''): string | undefined {
  const data = toData(run, value);
  if (data === undefined) return undefined;
  if (indent !== '') chargeIndentation(run, data, indent.length);
  const text = JSON.stringify(data, null, indent);
  produce(run, text.length);
  return text;
}

/** Pays for the indentation, which is longer than the content of deep data, before it is made. */
function chargeIndentation(run: Run, data: JsonValue, width: number): void {
  produce(run, width);
  if (typeof data !== 'object' || data === null) return;
  for (const field of Object.values(data)) chargeIndentation(run, field, width + 2);
}

type Entry = { readonly key: string; readonly value: unknown };

/** Applies a reviver bottom up, as `JSON.parse` does. */
function revive(run: Run, fn: (key: string, value: unknown) => unknown, entry: Entry): unknown {
  spend(run, 1);
  const { key, value } = entry;
  if (isList(value))
    return fn(
      key,
      value.map((element, index) => revive(run, fn, { key: String(index), value: element })),
    );
  if (!isPlainObject(value)) return fn(key, value);
  const revived: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const result = revive(run, fn, { key: name, value: field });
    if (result !== undefined) put(revived, name, result);
  }
  return fn(key, revived);
}

function parse(run: Run, [text, reviver]: readonly unknown[]): unknown {
  const value = parseJson(run, toText(run, text));
  if (!isFunction(reviver)) return value;
  return revive(run, (key, field) => callFunction(run, reviver, [key, field]), { key: '', value });
}

/** Applies a replacer top down, as `JSON.stringify` does. */
function replace(run: Run, fn: (key: string, value: unknown) => unknown, entry: Entry): unknown {
  spend(run, 1);
  const value = fn(entry.key, entry.value);
  if (isList(value)) return value.map((element, index) => replace(run, fn, { key: String(index), value: element }));
  if (!isPlainObject(value)) return value;
  const replaced: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) put(replaced, key, replace(run, fn, { key, value: field }));
  return replaced;
}

function keepKeys(run: Run, names: readonly unknown[], value: unknown): unknown {
  const kept = new Set(names.map((name) => toText(run, name)));
  const keep = (key: string, field: unknown): unknown => (key === '' || kept.has(key) ? field : undefined);
  return replace(run, keep, { key: '', value });
}

function stringify(run: Run, [value, replacer, indent]: readonly unknown[]): unknown {
  const space = indentation(run, indent);
  if (isList(replacer)) return stringifyJson(run, keepKeys(run, replacer, value), space);
  if (!isFunction(replacer)) return stringifyJson(run, value, space);
  const fn = (key: string, field: unknown): unknown => callFunction(run, replacer, [key, field]);
  return stringifyJson(run, replace(run, fn, { key: '', value }), space);
}

/** The third argument of `JSON.stringify`: a width or a text, ten characters at most. */
function indentation(run: Run, indent: unknown): string {
  if (typeof indent === 'string') return indent.slice(0, 10);
  if (indent === undefined || indent === null) return '';
  return ' '.repeat(Math.min(10, Math.max(0, Math.trunc(toNumber(run, indent)) || 0)));
}

/** `JSON`. */
export const JSON_NAMESPACE = makeNamespace('JSON', functionMembers('JSON', { parse, stringify }));
