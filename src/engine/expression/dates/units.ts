import type { DateTimeUnit, DurationUnit } from 'luxon';
import { ExpressionError } from '../expression-error.ts';

/** A unit of time: Luxon's name for it as part of a date and as an amount, and its other names. */
type Unit = { readonly part: DateTimeUnit; readonly amount: DurationUnit; readonly others: readonly string[] };

const UNITS: readonly Unit[] = [
  { part: 'millisecond', amount: 'milliseconds', others: ['ms'] },
  { part: 'second', amount: 'seconds', others: ['sec', 'secs'] },
  { part: 'minute', amount: 'minutes', others: ['min', 'mins'] },
  { part: 'hour', amount: 'hours', others: ['hr', 'hrs'] },
  { part: 'day', amount: 'days', others: [] },
  { part: 'week', amount: 'weeks', others: [] },
  { part: 'month', amount: 'months', others: [] },
  { part: 'quarter', amount: 'quarters', others: [] },
  { part: 'year', amount: 'years', others: [] },
];

const BY_NAME: ReadonlyMap<string, Unit> = new Map(
  UNITS.flatMap((unit) => [unit.part, unit.amount, ...unit.others].map((name) => [name, unit])),
);

/** The unit of that name, in the singular or the plural; throws `expression.invalid_argument` for another. */
export function unitNamed(method: string, name: unknown): Unit {
  const unit = typeof name === 'string' ? BY_NAME.get(name) : undefined;
  if (unit !== undefined) return unit;
  const names = UNITS.map(({ amount }) => amount).join(', ');
  throw new ExpressionError('expression.invalid_argument', `${method}(): "${String(name)}" is none of ${names}.`);
}
