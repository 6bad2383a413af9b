import { numberArgument, textArgument } from '../extensions/arguments.ts';
import { stringifyJson } from '../library/json.ts';
import { chargeLong, type Run, scan } from '../run.ts';
import { isList } from '../values/plain.ts';
import type { QueryFunction } from './query-function.ts';
import { typeName } from './types.ts';

function rounding(name: string, round: (value: number) => number): QueryFunction {
  return { takes: [['number']], call: (_run, [value]) => round(numberArgument(name, value)) };
}

function searching(name: string, search: (text: string, part: string) => boolean): QueryFunction {
  return {
    takes: [['string'], ['string']],
    call: (run, [value, part]) => {
      const text = textArgument(name, value);
      scan(run, text);
      return search(text, textArgument(name, part));
    },
  };
}

function toNumber(run: Run, value: unknown): number | null {
  chargeLong(run, value);
  if (typeof value === 'number') return value;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? null : number;
}

/** The functions of JMESPath on single values. */
export const SCALAR_FUNCTIONS: { readonly [name: string]: QueryFunction } = {
  abs: rounding('abs', Math.abs),
  ceil: rounding('ceil', Math.ceil),
  floor: rounding('floor', Math.floor),
  starts_with: searching('starts_with', (text, part) => text.startsWith(part)),
  ends_with: searching('ends_with', (text, part) => text.endsWith(part)),
  not_null: { takes: [['any']], variadic: true, call: (_run, args) => args.find((value) => value !== null) ?? null },
  to_array: { takes: [['any']], call: (_run, [value]) => (isList(value) ? value : [value]) },
  to_number: { takes: [['any']], call: (run, [value]) => toNumber(run, value) },
  to_string: {
    takes: [['any']],
    call: (run, [value]) => (typeof value === 'string' ? value : stringifyJson(run, value)),
  },
  type: { takes: [['any']], call: (_run, [value]) => typeName(value) },
};
