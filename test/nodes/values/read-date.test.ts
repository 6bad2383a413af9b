import { describe, expect, test } from 'vitest';
import { readFormat } from '../../../src/engine/expression/dates/read-format.ts';
import { readDate } from '../../../src/nodes/dates/read-date.ts';

describe('formats of dates', () => {
  test.each([
    ['1'.repeat(80), 'Hs'.repeat(20)],
    ['1'.repeat(80), "u'1'".repeat(12)],
    ['a'.repeat(300), "z'a'".repeat(12)],
    ['1'.repeat(80), "y'1'y'1'y"],
  ])('that name a part again and again are refused: %s as %s', (text, format) => {
    expect(() => readDate(`${text}!`, 'date', { timezone: 'UTC', format })).toThrow(
      expect.objectContaining({ code: 'date_time.bad_format' }),
    );
    expect(() => readFormat(`${text}!`, format, {})).toThrow(
      expect.objectContaining({ code: 'expression.invalid_argument' }),
    );
  });

  test.each([
    ['2026-03-04 05:06:07.089', 'yyyy-MM-dd HH:mm:ss.SSS'],
    ['Wednesday, 4 March 2026 at 5:06 AM', "EEEE, d MMMM yyyy 'at' h:mm a"],
  ])('of people are read: %s', (text, format) => {
    expect(readDate(text, 'date', { timezone: 'UTC', format }).toISODate()).toBe('2026-03-04');
  });
});
