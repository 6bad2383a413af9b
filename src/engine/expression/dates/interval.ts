import { Duration, type DurationLike, Interval } from 'luxon';
import { ExpressionError } from '../expression-error.ts';
import { burden, type Run, spend } from '../run.ts';
import { intervalSteps, methodSteps } from './date-steps.ts';
import { formattingMethod, type HostType, hostMethod, methodsOf, propertiesOf } from './host-type.ts';

/** What one piece of an interval costs, in steps. */
const PIECE_STEPS = 20;

const splitBy = hostMethod<Interval>(Interval.prototype.splitBy);

/** Pays for the pieces before they are made. A duration of zero or less is refused, since it would never end. */
function chargePieces(run: Run, self: Interval, milliseconds: number): void {
  if (!(milliseconds > 0)) {
    throw new ExpressionError('expression.invalid_argument', 'An interval can be split by a positive duration only.');
  }
  if (!self.isValid) return;
  const pieces = Math.ceil(self.length('milliseconds') / milliseconds);
  spend(run, pieces * PIECE_STEPS);
  burden(run, pieces * methodSteps(self.start));
}

const difference = hostMethod<Interval>(Interval.prototype.difference);

function withoutOthers(run: Run, self: Interval, others: readonly unknown[]): unknown {
  spend(run, intervalSteps(others.length));
  return difference(run, self, others);
}

function splitByDuration(run: Run, self: Interval, [duration]: readonly unknown[]): unknown {
  chargePieces(run, self, Duration.fromDurationLike(durationLike(duration)).toMillis());
  return splitBy(run, self, [duration]);
}

function durationLike(value: unknown): DurationLike {
  if (value instanceof Duration || typeof value === 'number') return value;
  if (typeof value === 'object' && value !== null) return { ...value };
  throw new ExpressionError('expression.invalid_argument', 'A duration was expected.');
}

function divideEqually(run: Run, self: Interval, [parts]: readonly unknown[]): unknown {
  const count = Number(parts);
  if (!self.isValid || !(count >= 1)) return [];
  return splitByDuration(run, self, [self.length() / count]);
}

/** What expressions see of an Interval. */
export const INTERVAL: HostType<Interval> = {
  name: 'Interval',
  properties: propertiesOf<Interval, keyof Interval & string>([
    'start',
    'end',
    'isValid',
    'invalidReason',
    'invalidExplanation',
  ]),
  methods: new Map([
    ...methodsOf<Interval, keyof Interval & string>(Interval.prototype, [
      'length',
      'count',
      'hasSame',
      'isEmpty',
      'isAfter',
      'isBefore',
      'contains',
      'set',
      'splitAt',
      'overlaps',
      'abutsStart',
      'abutsEnd',
      'engulfs',
      'equals',
      'intersection',
      'union',
      'toString',
      'toLocaleString',
      'toISO',
      'toISODate',
      'toISOTime',
      'toDuration',
    ]),
    ['toFormat', formattingMethod<Interval>(Interval.prototype.toFormat, 'write')],
    ['difference', withoutOthers],
    ['splitBy', splitByDuration],
    ['divideEqually', divideEqually],
  ]),
  toPrimitive: (self) => self.toString(),
};
