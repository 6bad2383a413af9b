import { isExact } from '../../../numbers/exact-number.ts';
import type { Run } from '../run.ts';
import { asDouble, toPrimitive, toPrimitives } from '../values/convert.ts';
import { LIBRARY_LEVELS, makeFunction } from '../values/function-value.ts';
import { functionMembers } from '../values/namespace.ts';
import type { Primitive } from '../values/opaque.ts';
import { asDate, dateValue } from './date-values.ts';
import { parseHostDate } from './host-date.ts';

/** A date as `Date` takes it: a number, also where a text is one. */
function dateArgument(run: Run, value: unknown): Primitive {
  if (isExact(value)) return asDouble(value);
  const primitive = toPrimitive(run, value, 'default');
  return typeof primitive === 'string' ? parseHostDate(primitive) : primitive;
}

function construct(run: Run, args: readonly unknown[]): unknown {
  const [first] = args;
  if (args.length === 0) return dateValue(new Date(run.scope.data.now));
  const given = asDate(first);
  if (given !== undefined) return dateValue(new Date(given));
  const primitives = args.length === 1 ? [dateArgument(run, first)] : toPrimitives(run, args, 'number');
  return dateValue(Reflect.construct(Date, primitives));
}

/** `Date`. "Now" is that of the execution. */
export const DATE = makeFunction({
  name: 'Date',
  invoke: (run) => new Date(run.scope.data.now).toString(),
  levels: LIBRARY_LEVELS,
  members: functionMembers('Date', {
    now: (run) => run.scope.data.now,
    parse: (run, [text]) => parseHostDate(String(toPrimitive(run, text, 'string'))),
    UTC: (run, args) => Reflect.apply(Date.UTC, undefined, toPrimitives(run, args, 'number')),
  }),
  construct,
  isInstance: (value) => asDate(value) !== undefined,
});
