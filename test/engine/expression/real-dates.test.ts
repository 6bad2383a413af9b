import { describe, expect, it } from 'vitest';
import { parseHostDate } from '../../../src/engine/expression/dates/host-date.ts';
import { evaluate, failure } from './evaluate.ts';

const NOT_DATES = [
  '2026-02-30',
  '2026-2-30',
  '2026-02-29',
  '2025-02-29T10:00:00.000Z',
  '2026-04-31 10:00',
  '2026/02/30',
  '02/30/2026',
  '4/31/26',
  '30 Feb 2026',
  '30-Feb-2026',
  'Feb 30, 2026',
  'February 29, 2025 10:00 PM',
  '29 Feb',
  'Sat Feb 30 2026 10:00:00 GMT+0100 (CET)',
  'Mon, 30 Feb 2026 10:00:00 GMT',
  'Mon, 30 Feb 2026 10:00:00 -0800',
  '2026-13-01',
  '2026-01-01T25:61',
  '2026-01-01 25:61',
  '1 Jan 2026 25:61',
  '1900-02-29',
];

const DATES: readonly (readonly [text: string, iso: string])[] = [
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2000/02/29', '2000-02-29T00:00:00.000Z'],
  ['02/29/2024', '2024-02-29T00:00:00.000Z'],
  ['29 Feb 24', '2024-02-29T00:00:00.000Z'],
  ['29-Feb-2024', '2024-02-29T00:00:00.000Z'],
  ['Feb 29, 2024 23:30', '2024-02-29T23:30:00.000Z'],
  ['Thu Feb 29 2024 23:30:00 GMT-0800 (PST)', '2024-03-01T07:30:00.000Z'],
  ['Fri, 31 Jan 2025 23:30:00 -0800', '2025-02-01T07:30:00.000Z'],
  ['March 2026', '2026-03-01T00:00:00.000Z'],
];

describe('a day or time that there is not', () => {
  it.each(NOT_DATES)('is refused: %s', (text) => {
    expect(parseHostDate(text)).toBeNaN();
    const source = JSON.stringify(text);
    expect(failure(`${source}.toDateTime()`).message).toContain('is not a date');
    expect(failure(`${source}.toDate()`).message).toContain('is not a date');
    expect(failure(`$now.isBetween(${source}, $now)`).message).toContain('is not a date');
    expect(evaluate(`Date.parse(${source}) > 0`)).toBe(false);
    expect(evaluate(`new Date(${source})`)).toBeNull();
    expect(evaluate(`DateTime.fromISO(${source}).isValid`)).toBe(false);
    expect(evaluate(`DateTime.fromSQL(${source}).isValid`)).toBe(false);
  });

  it.each(DATES)('is not the real one %s', (text, iso) => {
    expect(new Date(parseHostDate(text)).toISOString()).toBe(iso);
  });

  it('has no methods of dates, and is never written as one', () => {
    expect(failure('"2026-02-30T00:00:00.000Z".plus(1, "day")').message).toContain('is not a date');
    for (const source of [
      'DateTime.fromISO("2026-02-30").toFormat("dd")',
      'DateTime.fromFormat("30.02.2026", "dd.MM.yyyy").toLocaleString()',
      'DateTime.fromObject({ year: 2026, month: 2, day: 30 }).format("dd")',
      'new Date("2026-02-30").format("dd")',
      '"due " + DateTime.local(2026, 2, 30).toString()',
    ]) {
      expect(failure(source).message).toContain('There is no such date');
    }
  });
});

describe('dates in other languages', () => {
  it.each([
    ['"5. März 2026".toDateTime("d. MMMM yyyy", "de").toISODate()', '2026-03-05'],
    ['"5 марта 2026".toDateTime("d MMMM yyyy", "ru").toISODate()', '2026-03-05'],
    ['"lundi 2 mars 2026".toDateTime("cccc d MMMM yyyy", "fr").toISODate()', '2026-03-02'],
    ['"2026年3月5日".toDateTime("yyyy年M月d日", "ja").toISODate()', '2026-03-05'],
    ['DateTime.fromFormat("5 mayo 2026", "d MMMM yyyy", { locale: "es" }).toISODate()', '2026-05-05'],
    ['"2026-03-05".toDateTime().format("d. MMMM yyyy", "de")', '5. März 2026'],
    ['"2026-03-05".toDateTime().format("d. MMMM yyyy", { locale: "de" })', '5. März 2026'],
  ])('%s', (source, text) => {
    expect(evaluate(source)).toBe(text);
  });

  it.each(['"x".toDateTime("MMMM", "!!")', '$now.format("MMMM", "!!")', '"x".toDateTime("MMMM", 1)'])(
    'refuse a language that is none: %s',
    (source) => {
      expect(failure(source).code).toMatch(/^expression\./);
    },
  );
});
