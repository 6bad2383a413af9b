import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

/** Each way to give an expression a format, with a place for it. */
const WAYS = [
  "$now.toFormat('%')",
  "$now.format('%')",
  "new Date(0).format('%')",
  "'2026-03-05'.toDateTime().format('%')",
  "Interval.after($now, { days: 1 }).toFormat('%')",
  "DateTime.fromFormat('2026-03-05', '%')",
  "DateTime.fromString('2026-03-05', '%')",
  "'2026-03-05'.toDateTime('%')",
];

describe('a format in an expression', () => {
  test.each(WAYS)('is refused with the one that was meant: %s', (way) => {
    expect(() => evaluate(way.replace('%', 'YYYY-MM-DD'))).toThrow(
      expect.objectContaining({
        code: 'expression.invalid_argument',
        message: 'The format "YYYY-MM-DD" has "YYYY", which is no token of Luxon: did you mean "yyyy-MM-dd"?',
      }),
    );
  });

  test.each(WAYS)('is taken as Luxon has it: %s', (way) => {
    expect(() => evaluate(way.replace('%', 'yyyy-MM-dd'))).not.toThrow();
  });

  test('of a duration has tokens of its own', () => {
    expect(evaluate("Duration.fromMillis(61000).toFormat('mm:ss')")).toBe('01:01');
    expect(() => evaluate("Duration.fromMillis(61000).toFormat('HH:mm')")).toThrow(/did you mean "hh:mm"\?/);
  });
});
