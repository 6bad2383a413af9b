import { describe, expect, it } from 'vitest';
import { evaluate, failure } from './evaluate.ts';

type Example = readonly [source: string, value: unknown];

const AT = '"2024-03-30T18:49".toDateTime()';

const EXTENSIONS: readonly Example[] = [
  [`${AT}.beginningOf("month")`, '2024-03-01T00:00:00.000+01:00'],
  [`${AT}.beginningOf()`, '2024-03-25T00:00:00.000+01:00'],
  [`${AT}.endOfMonth()`, '2024-03-31T23:59:59.999+02:00'],
  [`${AT}.extract("month")`, 3],
  [`${AT}.extract("hour")`, 18],
  [`${AT}.extract()`, 13],
  [`${AT}.extract("yearDayNumber")`, 90],
  [`${AT}.extract("weekday")`, 6],
  [`${AT}.isBetween("2020-06-01", "2025-06-01")`, true],
  [`${AT}.isBetween("2025", "2020")`, true],
  [`${AT}.isBetween("2025", "2026")`, false],
  ['"2024-07-01".toDateTime().isDst()', true],
  [`${AT}.isDst()`, false],
  ['$now.minus(5, "minutes").isInLast(10)', true],
  ['$now.minus(2, "days").isInLast(1, "day")', false],
  ['$now.plus(1, "minute").isInLast(10)', false],
  [`${AT}.isWeekend()`, true],
  [`${AT}.isWeekend`, true],
  [`${AT}.minus(7, "days")`, '2024-03-23T18:49:00.000+01:00'],
  [`${AT}.plus(4, "years")`, '2028-03-30T18:49:00.000+02:00'],
  [`${AT}.plus({ days: 1, hours: 2 })`, '2024-03-31T20:49:00.000+02:00'],
  [`${AT}.plus(60000)`, '2024-03-30T18:50:00.000+01:00'],
  [`${AT}.minus(Duration.fromObject({ hours: 1 }))`, '2024-03-30T17:49:00.000+01:00'],
  ['"2024-04-30T18:49".toDateTime().format("dd/LL/yyyy")', '30/04/2024'],
  ['"2024-04-30T18:49".toDateTime().setLocale("fr").format("dd LLL yyyy")', '30 avr. 2024'],
  ['"2024-04-30T18:49".toDateTime().format("HH \'hours and\' mm \'minutes\'")', '18 hours and 49 minutes'],
  ['"2024-04-30T18:49".toDateTime().format()', '2024-04-30'],
  ['new Date("2024-03-30T17:49:00Z").toDateTime()', '2024-03-30T18:49:00.000+01:00'],
  ['new Date("2024-03-30T17:49:00Z").plus(1, "day") instanceof Date', true],
  ['"2025-01-01".toDateTime().diffTo("2024-03-30T18:49:07.234", "days").round(2)', 276.22],
  ['"2025-01-01".toDateTime().diffTo("2024-03-30", ["months", "days"])', { months: 9, days: 2 }],
  ['"2025-01-02".toDateTime().diffTo("2025-01-01")', 1],
  ['$now.plus(3, "hours").diffToNow("hours")', 3],
  ['$now.toInt()', 1_700_055_000_000],
  ['$now.isEmpty()', false],
];

const LUXON: readonly Example[] = [
  ['DateTime.now().toISO()', '2023-11-15T14:30:00.000+01:00'],
  ['DateTime.now() <= $now && DateTime.now() >= $now', true],
  ['DateTime.local(2024, 2, 29).toISODate()', '2024-02-29'],
  ['DateTime.local().zoneName', 'Europe/Berlin'],
  ['DateTime.local({ zone: "utc" }).zoneName', 'UTC'],
  ['DateTime.utc(2024).toISO()', '2024-01-01T00:00:00.000Z'],
  ['DateTime.utc().toISO()', '2023-11-15T13:30:00.000Z'],
  ['DateTime.fromISO("2024-01-01T12:00").toUTC().hour', 11],
  ['DateTime.fromISO("2024-01-01T12:00", { zone: "America/New_York" }).offset', -300],
  ['DateTime.fromFormat("01.02.2024", "dd.MM.yyyy").month', 2],
  ['DateTime.fromMillis(0).toISO()', '1970-01-01T01:00:00.000+01:00'],
  ['DateTime.fromSeconds(0).toISO()', '1970-01-01T01:00:00.000+01:00'],
  ['DateTime.fromObject({ year: 2024, month: 5 }).toISODate()', '2024-05-01'],
  ['DateTime.fromSQL("2024-01-01 10:00:00").hour', 10],
  ['DateTime.fromHTTP("Sun, 06 Nov 1994 08:49:37 GMT").year', 1994],
  ['DateTime.fromRFC2822("Tue, 01 Nov 2016 13:23:12 +0630").minute', 53],
  ['DateTime.fromJSDate(new Date(0)).year', 1970],
  ['DateTime.fromISO("nonsense").isValid', false],
  ['DateTime.fromISO("nonsense")', null],
  ['DateTime.isDateTime($now)', true],
  ['$now instanceof DateTime', true],
  ['DateTime.max($now, $today) == $now', false],
  ['+DateTime.max($now, $today) === +$now', true],
  ['$now.toLocaleString(DateTime.DATE_MED)', 'Nov 15, 2023'],
  ['$now.setZone("utc").toFormat("yyyy-MM-dd HH:mm")', '2023-11-15 13:30'],
  ['$now.startOf("month").day', 1],
  ['$now.set({ hour: 3 }).hour', 3],
  ['$now.get("year")', 2023],
  ['$now.get("constructor")', null],
  ['$now.toObject().year', 2023],
  ['$now.toJSDate().toISOString()', '2023-11-15T13:30:00.000Z'],
  ['$now.hasSame($today, "day")', true],
  ['$now.diff($today, "hours").hours', 14.5],
  ['$now.plus({ days: 2 }).diffNow("days").days', 2],
  ['$now.minus({ days: 2 }).toRelative()', '2 days ago'],
  ['$now.minus({ days: 1 }).toRelativeCalendar()', 'yesterday'],
  ['$now.toLocal().zoneName', 'Europe/Berlin'],
  ['$today.until($now).length("hours")', 14.5],
  ['"" + $now.toMillis()', '1700055000000'],
  ['String($today)', '2023-11-15T00:00:00.000+01:00'],
  ['$now - $today', 52_200_000],
  ['Duration.fromObject({ hours: 90 }).shiftTo("days", "hours").toObject()', { days: 3, hours: 18 }],
  ['Duration.fromISO("P1DT2H").as("hours")', 26],
  ['Duration.fromMillis(90000).toFormat("m:ss")', '1:30'],
  ['Duration.fromObject({ days: 1 })', 'P1D'],
  ['Duration.isDuration(Duration.fromMillis(1))', true],
  ['Duration.fromObject({ hours: 1 }) < Duration.fromObject({ hours: 2 })', true],
  ['Interval.fromDateTimes($today, $now).count("hours")', 15],
  ['Interval.after($today, { days: 1 }).contains($now)', true],
  ['Interval.after($today, { days: 1 }).splitBy({ hours: 6 }).length', 4],
  [
    'Interval.after($today, { days: 1 }).divideEqually(3)[0].toISOTime({ suppressSeconds: true, suppressMilliseconds: true })',
    '00:00+01:00/08:00+01:00',
  ],
  ['Interval.fromISO("2024-01-01/2024-01-03").length("days")', 2],
  ['Interval.merge([Interval.after($today, { days: 1 }), Interval.after($now, { days: 1 })]).length', 1],
  ['Interval.isInterval(Interval.fromISO("2024-01-01/2024-01-03"))', true],
];

const NATIVE: readonly Example[] = [
  ['new Date(2024, 0, 1) instanceof Date', true],
  ['new Date("2024-01-01").getTime()', 1_704_067_200_000],
  ['new Date($now).getTime()', 1_700_055_000_000],
  ['new Date(new Date(5)).valueOf()', 5],
  ['Date.UTC(2024, 0)', 1_704_067_200_000],
  ['Date.parse("1970-01-01T00:00:01Z")', 1000],
  ['new Date(0).setDate(2) - new Date(0)', 86_400_000],
  ['new Date(0).toLocaleDateString("en-GB", { timeZone: "UTC" })', '01/01/1970'],
  ['JSON.stringify({ d: new Date(0) })', '{"d":"1970-01-01T00:00:00.000Z"}'],
  ['new Date(0).toJSON()', '1970-01-01T00:00:00.000Z'],
  ['new Date(0) < new Date(1)', true],
  ['typeof Date()', 'string'],
];

describe('dates', () => {
  describe.each([
    ['the methods of n8n', EXTENSIONS],
    ['Luxon', LUXON],
    ['the dates of JavaScript', NATIVE],
  ])('%s', (_name, examples) => {
    it.each(examples)('%s', (source, value) => {
      expect(evaluate(source)).toEqual(value);
    });
  });

  it.each([
    ['$now.plus("a day")', 'plus(): a number with a unit, or a duration, was expected.'],
    [
      '$now.plus(1, "fortnight")',
      'plus(): "fortnight" is none of milliseconds, seconds, minutes, hours, days, weeks, months, quarters, years.',
    ],
    ['$now.isBetween("2020")', 'isBetween(): two dates were expected.'],
    ['$now.diffTo({})', 'diffTo(): a date was expected.'],
    ['$now.format(1)', 'format(): a format was expected, such as "yyyy-MM-dd".'],
    ['$now.startOf("x")', 'Invalid unit x'],
    ['$now.plus(x => x)', 'A date, a duration or plain data was expected.'],
  ])('say what they cannot use: %s', (source, message) => {
    const error = failure(source);
    expect({ code: error.code, message: error.message }).toEqual({ code: 'expression.invalid_argument', message });
  });
});
