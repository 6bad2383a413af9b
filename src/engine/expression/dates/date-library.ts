import type { Run } from '../run.ts';
import { toPrimitives } from '../values/convert.ts';
import { LIBRARY_LEVELS, makeFunction } from '../values/function-value.ts';
import { functionMembers } from '../values/namespace.ts';
import { asDate, dateValue } from './date-values.ts';

function construct(run: Run, args: readonly unknown[]): unknown {
  const [first] = args;
  if (args.length === 0) return dateValue(new Date(run.scope.data.now));
  const given = asDate(first);
  if (given !== undefined) return dateValue(new Date(given));
  const primitives = toPrimitives(run, args, 'default');
  return dateValue(Reflect.construct(Date, primitives));
}

/** `Date`. "Now" is that of the execution. */
export const DATE = makeFunction({
  name: 'Date',
  invoke: (run) => new Date(run.scope.data.now).toString(),
  levels: LIBRARY_LEVELS,
  members: functionMembers('Date', {
    now: (run) => run.scope.data.now,
    parse: (run, args) => Reflect.apply(Date.parse, undefined, toPrimitives(run, args, 'string')),
    UTC: (run, args) => Reflect.apply(Date.UTC, undefined, toPrimitives(run, args, 'number')),
  }),
  construct,
  isInstance: (value) => asDate(value) !== undefined,
});
