import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import { dateTimeAction } from '../../../src/nodes/actions/date-time.ts';
import { configFaults } from '../../../src/nodes/config-faults.ts';
import { jsonOf, runNode } from '../../support/node-run.ts';

const run = async (config: JsonObject, timezone = 'Europe/Berlin') =>
  (await jsonOf(dateTimeAction, { items: [{ a: 1 }], config: { output_field: 'result', ...config }, timezone }))[0]
    ?.result;

describe('action.date_time', () => {
  test.each<[JsonObject, JsonValue]>([
    [{ operation: 'now' }, '2026-03-04T06:06:07.000+01:00'],
    [{ operation: 'now', include_time: false }, '2026-03-04T00:00:00.000+01:00'],
    [{ operation: 'now', timezone: 'Asia/Tokyo' }, '2026-03-04T14:06:07.000+09:00'],
    [{ operation: 'add', date: '2026-01-31', duration: 1, unit: 'months' }, '2026-02-28T00:00:00.000+01:00'],
    [{ operation: 'add', date: '2026-03-28T12:00', duration: 1, unit: 'days' }, '2026-03-29T12:00:00.000+02:00'],
    [{ operation: 'add', date: '2026-03-28T12:00', duration: 24, unit: 'hours' }, '2026-03-29T13:00:00.000+02:00'],
    [{ operation: 'subtract', date: '2026-03-01', duration: 2, unit: 'weeks' }, '2026-02-15T00:00:00.000+01:00'],
    [{ operation: 'add', date: 0, duration: 1, unit: 'quarters' }, '1970-04-01T01:00:00.000+01:00'],
    [{ operation: 'format', date: '2026-01-02T03:04:05Z' }, '2026-01-02'],
    [{ operation: 'format', date: '2026-01-02T03:04:05Z', format: 'dd.MM.yyyy HH:mm' }, '02.01.2026 04:04'],
    [{ operation: 'format', date: '2026-05-02', format: 'cccc d MMMM', locale: 'de' }, 'Samstag 2 Mai'],
    [{ operation: 'format', date: '31.12.2025', from_format: 'dd.MM.yyyy' }, '2025-12-31'],
    [{ operation: 'format', date: '1767225600', from_format: 'X', timezone: 'UTC' }, '2026-01-01'],
    [{ operation: 'format', date: 1767225600000, from_format: 'x', timezone: 'UTC' }, '2026-01-01'],
    [{ operation: 'format', date: '5. März 2026', from_format: 'd. MMMM yyyy', from_locale: 'de' }, '2026-03-05'],
    [{ operation: 'format', date: '5 марта 2026', from_format: 'd MMMM yyyy', from_locale: 'ru-RU' }, '2026-03-05'],
    [{ operation: 'round', date: '2026-05-17T10:20:30' }, '2026-05-01T00:00:00.000+02:00'],
    [{ operation: 'round', date: '2026-05-17T10:20:30', direction: 'up' }, '2026-06-01T00:00:00.000+02:00'],
    [{ operation: 'round', date: '2026-05-01', direction: 'up' }, '2026-05-01T00:00:00.000+02:00'],
    [{ operation: 'round', date: '2026-05-17', direction: 'end' }, '2026-05-31T23:59:59.999+02:00'],
    [{ operation: 'round', date: '2026-05-17T10:20', unit: 'hour' }, '2026-05-17T10:00:00.000+02:00'],
    [{ operation: 'difference', start: '2026-01-01', end: '2026-03-15' }, { days: 73 }],
    [
      { operation: 'difference', start: '2026-01-01', end: '2026-03-15T12:00', units: ['months', 'days', 'hours'] },
      { months: 2, days: 14, hours: 12 },
    ],
    [{ operation: 'difference', start: '2026-01-02', end: '2026-01-01' }, { days: -1 }],
    [
      { operation: 'difference', start: '2026-01-01', end: '2026-01-02T03:00', units: ['days', 'hours'], as_iso: true },
      'P1DT3H',
    ],
  ])('%j: %j', async (config, expected) => {
    expect(await run(config)).toEqual(expected);
  });

  test.each([
    ['year', 2026],
    ['quarter', 2],
    ['month', 5],
    ['week', 20],
    ['day', 17],
    ['weekday', 7],
    ['day_of_year', 137],
    ['hour', 10],
    ['minute', 20],
    ['second', 30],
    ['millisecond', 40],
  ])('extracts the %s', async (part, number) => {
    expect(await run({ operation: 'extract', date: '2026-05-17T10:20:30.040', part })).toBe(number);
  });

  test('keeps the fields if told so, and sets a nested result', async () => {
    const config = { operation: 'extract', date: '2026-05-17', include_input_fields: true, output_field: 'x.y' };
    expect(await jsonOf(dateTimeAction, { items: [{ a: 1 }], config })).toEqual([{ a: 1, x: { y: 5 } }]);
  });

  test.each<[JsonObject, string]>([
    [{ operation: 'format', date: 'soon' }, 'date: expected a date, got the text "soon"'],
    [{ operation: 'format' }, 'date: expected a date, got nothing'],
    [{ operation: 'difference', start: '2026-01-01', end: [] }, 'end: expected a date, got a list of 0'],
    [
      { operation: 'format', date: '2026-01-01', from_format: 'dd.MM.' },
      'date: expected a date, got the text "2026-01-01"',
    ],
    [{ operation: 'format', date: '2026-02-30' }, 'date: expected a date, got the text "2026-02-30"'],
    [{ operation: 'format', date: '2026-01-01T25:61' }, 'date: expected a date, got the text "2026-01-01T25:61"'],
    [
      { operation: 'format', date: '30.02.2026', from_format: 'dd.MM.yyyy' },
      'date: expected a date, got the text "30.02.2026"',
    ],
    [{ operation: 'format', date: '', from_format: 'X' }, 'date: expected a date, got the text ""'],
    [
      { operation: 'format', date: '5. Maerz 2026', from_format: 'd. MMMM yyyy', from_locale: 'de' },
      'date: expected a date, got the text "5. Maerz 2026"',
    ],
  ])('says what is no date: %j', async (config, message) => {
    const failing = runNode(dateTimeAction, { items: [{}], config });
    await expect(failing).rejects.toMatchObject({ code: 'date_time.not_a_date', message, item: 0 });
  });

  test.each<[JsonObject, string]>([
    [
      { operation: 'format', format: 'YYYY-MM-DD' },
      'format: the format "YYYY-MM-DD" has "YYYY", which is no token of Luxon: did you mean "yyyy-MM-dd"?',
    ],
    [
      { operation: 'format', format: 'yyyy-mm-dd' },
      'format: the format "yyyy-mm-dd" has "mm", which is the minute: did you mean "yyyy-MM-dd"?',
    ],
    [
      { operation: 'extract', from_format: 'DD.MM.YYYY' },
      'from_format: the format "DD.MM.YYYY" has "DD", which is a whole date and not a part of one: did you mean "dd.MM.yyyy"?',
    ],
    [
      { operation: 'add', duration: 1, from_format: 'dd.MM.yyyy n' },
      'from_format: the format "dd.MM.yyyy n" has "n", which can be written but not read',
    ],
    [
      { operation: 'add', duration: 1, from_format: 'dd.dd' },
      'from_format: the format "dd.dd" names a part of the date more than once',
    ],
  ])('refuses the format of %j, when it runs and at a save', async (config, message) => {
    const raw = { date: '2026-01-01', ...config };
    const failing = runNode(dateTimeAction, { items: [{}], config: raw });
    await expect(failing).rejects.toMatchObject({ code: 'date_time.bad_format', message });
    const faults = configFaults(dateTimeAction, raw).map((fault) => `${fault.path.join('.')}: ${fault.message}`);
    expect(faults).toEqual([message]);
  });

  test.each<[JsonObject]>([
    [{ operation: 'format', format: '{{ $json.format }}' }],
    [{ operation: 'extract', format: 'YYYY' }],
    [{ operation: 'extract', from_format: 'X' }],
    [{ operation: 'format', format: "d. MMMM yyyy 'um' HH:mm" }],
  ])('finds nothing wrong with the formats of %j', (config) => {
    expect(configFaults(dateTimeAction, config).filter(({ path }) => path.includes('from_format'))).toEqual([]);
    expect(configFaults(dateTimeAction, config).some(({ message }) => message.includes('the format'))).toBe(false);
  });

  test.each(['from_locale', 'locale'])('refuses a %s that is no language', async (name) => {
    const config = { operation: 'format', date: '2026-01-01', [name]: 'no language' };
    await expect(runNode(dateTimeAction, { items: [{}], config })).rejects.toMatchObject({
      code: 'node.config_invalid',
    });
  });

  test('says when a result is out of range', async () => {
    const config = { operation: 'add', date: '2026-01-01', duration: 1e9, unit: 'years' };
    await expect(runNode(dateTimeAction, { items: [{}], config })).rejects.toMatchObject({
      code: 'date_time.out_of_range',
    });
  });
});
