import type { Run } from '../run.ts';
import { toPrimitives } from '../values/convert.ts';
import { LIBRARY_LEVELS, makeFunction } from '../values/function-value.ts';
import { functionMembers } from '../values/namespace.ts';
import { asDate, dateValue } from './date-values.ts';
import { parseHostDate } from './host-date.ts';

function construct(run: Run, args: readonly unknown[]): unknown {
  const [first] = args;
  if (args.length === 0) return dateValue(new Date(run.scope.data.now));
  const given = asDate(first);
  if (given !== undefined) return dateValue(new Date(given));
  const primitives = toPrimitives(run, args, 'default');
  const [text] = primitives;
  if (args.length === 1 && typeof text === 'string') return dateValue(new Date(parseHostDate(text)));
  return dateValue(Reflect.construct(Date, primitives));
}

/** `Date`. "Now" is that of the execution. */
export const DATE = makeFunction({
  name: 'Date',
  invoke: (run) => new Date(run.scope.data.now).toString(),
  levels: LIBRARY_LEVELS,
  members: functionMembers('Date', {
    now: (run) => run.scope.data.now,
    parse: (run, args) => parseHostDate(String(toPrimitives(run, args, 'string')[0])),
    UTC: (run, args) => Reflect.apply(Date.UTC, undefined, toPrimitives(run, args, 'number')),
  }),
  construct,
  isInstance: (value) => asDate(value) !== undefined,
});
