import { describe, expect, it } from 'vitest';
import { readRange, spansOf } from '../../src/insights/insight-range.ts';

const now = Date.parse('2026-11-30T23:59:59.999Z');

describe('readRange', () => {
  it('is the last thirty days unless it is told otherwise', () => {
    expect(readRange({}, { now, maxDays: 31 })).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(readRange({ to: '2024-03-01' }, { now, maxDays: 31 }).from).toBe('2024-02-01');
  });

  it('refuses what ends before it begins, and what is too long', () => {
    const limits = { now, maxDays: 366 };
    expect(() => readRange({ from: '2026-12-02', to: '2026-12-01' }, limits)).toThrow('begins after it ends');
    expect(() => readRange({ from: '2025-11-29' }, limits)).toThrow('more than 366 days');
    expect(readRange({ from: '2025-11-30' }, limits).from).toBe('2025-11-30');
  });
});

describe('spansOf', () => {
  it.each([
    ['2026-03-05', '2026-03-31', ['day 2026-03-05 2026-03-31']],
    ['2026-03-01', '2026-03-31', ['month 2026-03-01 2026-03-01']],
    ['2026-03-31', '2026-04-01', ['day 2026-03-31 2026-04-01']],
    [
      '2025-12-31',
      '2026-03-01',
      ['day 2025-12-31 2025-12-31', 'month 2026-01-01 2026-02-01', 'day 2026-03-01 2026-03-01'],
    ],
    ['2024-02-01', '2024-02-29', ['month 2024-02-01 2024-02-01']],
  ])('from %s to %s: %j', (from, to, expected) => {
    expect(spansOf({ from, to }).map(({ span, low, high }) => `${span} ${low} ${high}`)).toEqual(expected);
  });
});
