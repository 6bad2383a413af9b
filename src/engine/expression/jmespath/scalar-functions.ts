import { isExact, isNumeric, type Numeric, numberOfText } from '../../../numbers/exact-number.ts';
import { numberArgument, textArgument } from '../extensions/arguments.ts';
import { EXACT_MATH } from '../extensions/exact-math.ts';
import { stringifyJson } from '../library/json.ts';
import { chargeLong, type Run, scan } from '../run.ts';
import { isList } from '../values/plain.ts';
import type { QueryFunction } from './query-function.ts';
import { typeName } from './types.ts';

function rounding(name: string, round: (value: number) => number): QueryFunction {
  const keep = EXACT_MATH.get(name);
  return {
    takes: [['number']],
    call: (_run, [value]) => (isExact(value) ? keep?.([value]) : undefined) ?? round(numberArgument(name, value)),
  };
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

function toNumber(run: Run, value: unknown): Numeric | null {
  chargeLong(run, value);
  if (isNumeric(value)) return value;
  const number = typeof value === 'string' && value.trim() !== '' ? numberOfText(value) : Number.NaN;
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
