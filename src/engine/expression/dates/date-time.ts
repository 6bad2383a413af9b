import { DateTime } from 'luxon';
import { assertDate } from './assert-date.ts';
import { assertZone } from './assert-zone.ts';
import { DATE_EXTENSIONS } from './date-extensions.ts';
import type { HostMethod, HostType } from './host-type.ts';
import { formattingMethod, hostMethod, methodsOf, propertiesOf } from './host-type.ts';

const PROPERTIES = propertiesOf<DateTime, keyof DateTime & string>([
  'isValid',
  'invalidReason',
  'invalidExplanation',
  'locale',
  'numberingSystem',
  'outputCalendar',
  'zoneName',
  'year',
  'quarter',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'millisecond',
  'weekYear',
  'weekNumber',
  'weekday',
  'isWeekend',
  'localWeekday',
  'localWeekNumber',
  'localWeekYear',
  'ordinal',
  'monthShort',
  'monthLong',
  'weekdayShort',
  'weekdayLong',
  'offset',
  'offsetNameShort',
  'offsetNameLong',
  'isOffsetFixed',
  'isInDST',
  'isInLeapYear',
  'daysInMonth',
  'daysInYear',
  'weeksInWeekYear',
  'weeksInLocalWeekYear',
]);

const PLAIN = methodsOf<DateTime, keyof DateTime & string>(DateTime.prototype, [
  'getPossibleOffsets',
  'resolvedLocaleOptions',
  'toUTC',
  'reconfigure',
  'setLocale',
  'set',
  'startOf',
  'endOf',
  'toLocaleString',
  'toLocaleParts',
  'toISO',
  'toISODate',
  'toISOWeekDate',
  'toISOTime',
  'toRFC2822',
  'toHTTP',
  'toSQLDate',
  'toSQLTime',
  'toSQL',
  'toString',
  'valueOf',
  'toMillis',
  'toSeconds',
  'toUnixInteger',
  'toJSON',
  'toBSON',
  'toObject',
  'toJSDate',
  'diff',
  'until',
  'hasSame',
  'equals',
]);

/** Methods that write a text: of a date that there is not, Luxon would write `Invalid DateTime`. */
const WRITING = ['toFormat', 'toLocaleString', 'toString'];

function writing([name, method]: readonly [string, HostMethod<DateTime>]): [string, HostMethod<DateTime>] {
  const write: HostMethod<DateTime> = (run, self, args) => {
    assertDate(self);
    return method(run, self, args);
  };
  return [name, WRITING.includes(name) ? write : method];
}

const toRelative = hostMethod<DateTime>(DateTime.prototype.toRelative);
const toRelativeCalendar = hostMethod<DateTime>(DateTime.prototype.toRelativeCalendar);
const diff = hostMethod<DateTime>(DateTime.prototype.diff);
const setZone = hostMethod<DateTime>(DateTime.prototype.setZone);

function options(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** What expressions see of a DateTime. "Now" and the local zone are those of the execution. */
export const DATE_TIME: HostType<DateTime> = {
  name: 'DateTime',
  properties: PROPERTIES,
  methods: new Map([
    ...PLAIN.map(writing),
    writing(['toFormat', formattingMethod<DateTime>(DateTime.prototype.toFormat, 'write')]),
    ...DATE_EXTENSIONS,
    ['get', (_run, self, [unit]) => PROPERTIES.get(String(unit))?.(self)],
    [
      'setZone',
      (run, self, args) => {
        assertZone(args[0]);
        return setZone(run, self, args);
      },
    ],
    ['toLocal', (run, self) => setZone(run, self, [run.scope.data.timezone])],
    ['diffNow', (run, self, [unit, how]) => diff(run, self, [DateTime.fromMillis(run.scope.data.now), unit, how])],
    [
      'toRelative',
      (run, self, [how]) => toRelative(run, self, [{ base: present(run.scope.data, self), ...options(how) }]),
    ],
    [
      'toRelativeCalendar',
      (run, self, [how]) => toRelativeCalendar(run, self, [{ base: present(run.scope.data, self), ...options(how) }]),
    ],
  ]),
  toPrimitive(self, hint) {
    if (hint !== 'string') return self.toMillis();
    assertDate(self);
    return self.toISO();
  },
};

function present(data: { readonly now: number }, like: DateTime): DateTime {
  return DateTime.fromMillis(data.now, { zone: like.zone });
}
