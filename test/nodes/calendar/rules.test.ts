import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventOf, linesOf, read, write } from './support.ts';

const ruleOf = async (rule: string, start = 'DTSTART;TZID=Europe/Berlin:20260501T180000') =>
  (await read(eventOf(start, `RRULE:${rule}`)))[0]?.recurrence_rule;

const BAD: readonly (readonly [rule: string, named: string])[] = [
  ['FREQ=SOMETIMES', 'FREQ=SOMETIMES'],
  ['FREQ=', 'FREQ='],
  ['INTERVAL=2', 'FREQ is missing'],
  ['FREQ=DAILY;FREQ=WEEKLY', 'twice'],
  ['FREQ=DAILY;INTERVAL=0', 'INTERVAL=0'],
  ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL=-1'],
  ['FREQ=DAILY;INTERVAL=1.5', 'INTERVAL=1.5'],
  ['FREQ=DAILY;INTERVAL=two', 'INTERVAL=TWO'],
  ['FREQ=DAILY;COUNT=0', 'COUNT=0'],
  ['FREQ=DAILY;COUNT=-3', 'COUNT=-3'],
  ['FREQ=DAILY;COUNT=', 'COUNT='],
  ['FREQ=DAILY;COUNT=3;UNTIL=20261231T000000Z', 'COUNT and UNTIL'],
  ['FREQ=DAILY;UNTIL=20260430T000000Z', 'before the start'],
  ['FREQ=DAILY;UNTIL=20260501T155959Z', 'before the start'],
  ['FREQ=DAILY;UNTIL=20260430', 'UNTIL=20260430'],
  ['FREQ=DAILY;UNTIL=20260501T175959', 'UNTIL=20260501T175959'],
  ['FREQ=DAILY;UNTIL=20260230T000000Z', 'UNTIL=20260230T000000Z'],
  ['FREQ=DAILY;UNTIL=2026-12-31', 'UNTIL=2026-12-31'],
  ['FREQ=DAILY;UNTIL=soon', 'UNTIL=SOON'],
  ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY=XX'],
  ['FREQ=WEEKLY;BYDAY=MONDAY', 'BYDAY=MONDAY'],
  ['FREQ=WEEKLY;BYDAY=MO,,TU', 'BYDAY=MO,,TU'],
  ['FREQ=WEEKLY;BYDAY=', 'BYDAY='],
  ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY=1MO'],
  ['FREQ=DAILY;BYDAY=-1FR', 'BYDAY=-1FR'],
  ['FREQ=MONTHLY;BYDAY=0MO', 'BYDAY=0MO'],
  ['FREQ=MONTHLY;BYDAY=6MO', 'BYDAY=6MO'],
  ['FREQ=YEARLY;BYDAY=54MO', 'BYDAY=54MO'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=-6SU', 'BYDAY=-6SU'],
  ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', 'BYWEEKNO'],
  ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY=32'],
  ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0'],
  ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY=1'],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'BYMONTHDAY=30'],
  ['FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=-31', 'BYMONTHDAY=-31'],
  ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH=13: BYMONTH is 1 to 12'],
  ['FREQ=YEARLY;BYMONTH=0', 'BYMONTH=0'],
  ['FREQ=YEARLY;BYWEEKNO=54', 'BYWEEKNO=54'],
  ['FREQ=MONTHLY;BYWEEKNO=2', 'BYWEEKNO=2'],
  ['FREQ=MONTHLY;BYYEARDAY=2', 'BYYEARDAY=2'],
  ['FREQ=YEARLY;BYYEARDAY=367', 'BYYEARDAY=367'],
  ['FREQ=DAILY;BYHOUR=24', 'BYHOUR=24'],
  ['FREQ=DAILY;BYMINUTE=60', 'BYMINUTE=60'],
  ['FREQ=DAILY;BYSECOND=61', 'BYSECOND=61'],
  ['FREQ=DAILY;BYHOUR=-1', 'BYHOUR=-1'],
  ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS=1'],
  ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0', 'BYSETPOS=0'],
  ['FREQ=WEEKLY;WKST=XX', 'WKST=XX'],
  ['FREQ=DAILY;SKIP=OMIT', 'SKIP=OMIT'],
  ['FREQ=DAILY;EVERY=2', 'EVERY=2'],
  ['FREQ=DAILY;COUNT=1=2', 'COUNT=1=2'],
  ['FREQ=DAILY;;COUNT=1', 'no part of this name'],
  ['RRULE:FREQ=DAILY', 'RRULE:FREQ=DAILY'],
  ['DAILY', 'DAILY'],
];

const GOOD = [
  'FREQ=SECONDLY',
  'FREQ=DAILY;INTERVAL=1',
  'FREQ=DAILY;COUNT=1',
  'COUNT=3;FREQ=DAILY',
  'FREQ=DAILY;UNTIL=20260501T160000Z',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;WKST=SU',
  'FREQ=MONTHLY;BYDAY=-1FR',
  'FREQ=MONTHLY;BYDAY=+2TU',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
  'FREQ=MONTHLY;BYMONTHDAY=31',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
  'FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=30',
  'FREQ=YEARLY;BYDAY=20MO',
  'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
  'FREQ=YEARLY;BYYEARDAY=1,100,-1',
  'FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;BYSECOND=0',
  'RSCALE=GREGORIAN;FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;SKIP=FORWARD',
];

describe('a recurrence rule', () => {
  test.each(BAD)('that cannot be used is refused when it is read: %s', async (rule, named) => {
    await expect(ruleOf(rule)).rejects.toMatchObject({
      code: 'calendar.bad_rule',
      message: expect.stringContaining(named),
      item: 0,
    });
  });

  test.each(BAD)('that cannot be used is refused when it is written: %s', async (rule, named) => {
    const refused = rule === 'FREQ=DAILY;INTERVAL=1.5' ? 'node.config_invalid' : 'calendar.bad_rule';
    const message = refused === 'calendar.bad_rule' ? named : 'recurrence rule';
    await expect(write({ recurrence_rule: rule })).rejects.toMatchObject({
      code: refused,
      message: expect.stringContaining(message),
    });
  });

  test('that cannot be used names its event', async () => {
    await expect(ruleOf('FREQ=SOMETIMES')).rejects.toMatchObject({ message: expect.stringContaining('the event "1"') });
  });

  test.each(GOOD)('comes out as it was put in: %s', async (rule) => {
    const text = await write({ recurrence_rule: rule });
    expect(linesOf(text)).toContain(`RRULE:${rule}`);
    expect(await ruleOf(rule)).toBe(rule);
  });

  test('may be in small letters', async () => {
    expect(linesOf(await write({ recurrence_rule: 'freq=weekly;byday=mo' }))).toContain('RRULE:FREQ=WEEKLY;BYDAY=MO');
    expect(await ruleOf('freq=weekly;byday=mo')).toBe('freq=weekly;byday=mo');
  });

  const rule = (until: string) => `FREQ=DAILY;UNTIL=${until}`;

  /** What UNTIL may be, what is taken from others only, and what is refused. */
  const starts = [
    [
      'DTSTART;VALUE=DATE:20260501',
      { all_day: true },
      ['20260501', '20260502'],
      ['20260501T235959', '20260501T000000', '20261231T090000'],
      ['20260430', '20260430T235959', '20260501T235959Z'],
    ],
    [
      'DTSTART:20260501T180000',
      { floating: true },
      ['20260501T180000', '20261231T235959'],
      ['20260501', '20261231'],
      ['20260501T175959', '20260430', '20260601T000000Z'],
    ],
    [
      'DTSTART:20260501T180000Z',
      { timezone: 'UTC' },
      ['20260501T180000Z', '20261231T235959Z'],
      ['20260501', '20261231', '20260501T180000', '20261231T235959'],
      ['20260501T175959Z', '20260430', '20260501T175959', '20260431'],
    ],
    [
      'DTSTART;TZID=America/New_York:20260501T180000',
      { timezone: 'America/New_York' },
      ['20260501T220000Z', '20261231T235959Z'],
      ['20260501', '20261231', '20260501T180000', '20261231T235959'],
      ['20260501T215959Z', '20260430', '20260501T175959', '2026-12-31'],
    ],
    [
      'DTSTART;TZID=Asia/Tokyo:20260501T030000',
      { start: '2026-05-01T03:00', timezone: 'Asia/Tokyo' },
      ['20260430T180000Z'],
      ['20260501', '20260501T030000'],
      ['20260430', '20260501T025959', '20260430T175959Z'],
    ],
  ] as const;

  test.each(starts)('ends as the event begins: %s', async (start, config, good, foreign, bad) => {
    const refused = { code: 'calendar.bad_rule', message: expect.stringContaining('UNTIL=') };
    for (const until of [...good, ...foreign]) expect(await ruleOf(rule(until), start)).toBe(rule(until));
    for (const until of good) expect(await write({ ...config, recurrence_rule: rule(until) })).toContain(rule(until));
    for (const until of bad) await expect(ruleOf(rule(until), start)).rejects.toMatchObject(refused);
    for (const until of [...foreign, ...bad]) {
      await expect(write({ ...config, recurrence_rule: rule(until) })).rejects.toMatchObject(refused);
    }
  });

  test('of others may end on any day from that of the start on', () => {
    const day = fc.date({ min: new Date('2026-04-01'), max: new Date('2026-06-01'), noInvalidDate: true });
    const zone = fc.constantFrom('Pacific/Kiritimati', 'Europe/Berlin', 'Pacific/Pago_Pago');
    return fc.assert(
      fc.asyncProperty(day, zone, fc.constantFrom('T000000', 'T235959'), async (date, tzid, time) => {
        const until = date.toISOString().slice(0, 10).replaceAll('-', '');
        const seen = await ruleOf(rule(until), `DTSTART;TZID=${tzid}:20260501${time}`).catch(() => null);
        expect(seen).toBe(until >= '20260501' ? rule(until) : null);
      }),
    );
  });

  test.each(['FREQ=HOURLY', 'FREQ=DAILY;BYHOUR=9', 'FREQ=DAILY;BYMINUTE=1'])(
    'of whole days has no times: %s',
    async (rule) => {
      await expect(write({ all_day: true, recurrence_rule: rule })).rejects.toMatchObject({
        code: 'calendar.bad_rule',
      });
    },
  );

  test('needs a start, and stands alone', async () => {
    const lines = ['DTSTART:20260501T180000Z', 'RRULE:FREQ=DAILY'];
    for (const event of [lines.slice(1), [...lines, 'RRULE:FREQ=WEEKLY'], [...lines, 'EXRULE:FREQ=WEEKLY']]) {
      await expect(read(eventOf(...event))).rejects.toMatchObject({ code: 'calendar.bad_rule' });
    }
  });

  test('of the time zone of a calendar is not one of an event', async () => {
    const zone = ['BEGIN:STANDARD', 'RRULE:FREQ=SECONDLY', 'END:STANDARD'];
    const lines = ['BEGIN:VTIMEZONE', 'TZID:A', ...zone, 'END:VTIMEZONE', ...eventOf('DTSTART:20260501T180000Z')];
    expect(await read(lines)).toMatchObject([{ recurrence_rule: null }]);
  });

  test('of any parts is refused or comes out, and never fails otherwise', () => {
    const part = fc.oneof(
      fc.constantFrom(
        'FREQ=DAILY',
        'FREQ=MONTHLY',
        'COUNT=2',
        'UNTIL=20270101T000000Z',
        'BYDAY=MO',
        'BYDAY=1MO',
        'WKST=MO',
      ),
      fc.stringMatching(/^(FREQ|COUNT|INTERVAL|UNTIL|BYDAY|BYMONTH|BYSETPOS)=[A-Z0-9,+-]{0,8}$/),
      fc.stringMatching(/^[A-Z=;,0-9]{0,10}$/),
    );
    return fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (parts) => {
        const rule = parts.join(';');
        const seen = await ruleOf(rule, 'DTSTART:20260501T180000Z').catch((error: unknown) => error);
        const made = await write({ recurrence_rule: rule }, 'UTC').catch((error: unknown) => error);
        if (seen === rule) expect(made).toContain(`RRULE:${rule.replace(/;$/, '')}`);
        else
          expect([seen, made]).toMatchObject([
            { code: 'calendar.bad_rule' },
            { code: expect.stringMatching(/bad_rule|config_invalid/) },
          ]);
      }),
      { numRuns: 500 },
    );
  });
});
