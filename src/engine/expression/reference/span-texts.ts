/** What durations and intervals have, and what makes dates: `signature | text`, one a line. */
export const DURATION_VALUE = `
as(unit): number | The whole of it in one unit.
days | Its days, beside its other units.
equals(other): boolean | Whether another duration has the same units.
get(unit): number | One of its units.
hours | Its hours, beside its other units.
invalidExplanation | Why it is no duration, in words; null: it is one.
invalidReason | Why it is no duration, in a word; null: it is one.
isValid | Whether it is a duration.
locale | The language in which it is written.
milliseconds | Its milliseconds, beside its other units.
minus(duration): Duration | Shorter by another one.
minutes | Its minutes, beside its other units.
months | Its months, beside its other units.
negate(): Duration | With the opposite sign.
normalize(): Duration | With no unit larger than it may be: 90 minutes are 1 hour 30 minutes.
numberingSystem | The digits with which it is written.
plus(duration): Duration | Longer by another one.
quarters | Its quarters, beside its other units.
reconfigure(options): Duration | With another language or digits.
removeZeros(): Duration | Without units that are 0.
rescale(): Duration | In the largest units possible.
seconds | Its seconds, beside its other units.
set(values): Duration | With some of its units changed.
shiftTo(...units): Duration | In these units.
shiftToAll(): Duration | In all units.
toFormat(format, options?): text | Written in a format of Luxon, such as hh:mm:ss.
toHuman(options?): text | In words.
toISO(): text | In ISO 8601.
toISOTime(options?): text | As a time of the day in ISO 8601.
toJSON(): text | In ISO 8601.
toMillis(): number | In milliseconds.
toObject(): object | Its units as fields.
toString(): text | In ISO 8601.
valueOf(): number | In milliseconds.
weeks | Its weeks, beside its other units.
years | Its years, beside its other units.`;

export const INTERVAL_VALUE = `
abutsEnd(other): boolean | Whether it begins where another one ends.
abutsStart(other): boolean | Whether it ends where another one begins.
contains(moment): boolean | Whether a moment lies in it.
count(unit = 'milliseconds'): number | How many days, months … it touches.
difference(...others): list | The parts of it that others do not cover.
divideEqually(parts): list | So many intervals of the same length.
end | Where it ends.
engulfs(other): boolean | Whether another one lies in it.
equals(other): boolean | Whether another one begins and ends at the same moments.
hasSame(unit): boolean | Whether it begins and ends in the same day, month …
intersection(other): Interval | What both have in common; null: nothing.
invalidExplanation | Why it is no interval, in words; null: it is one.
invalidReason | Why it is no interval, in a word; null: it is one.
isAfter(moment): boolean | Whether it begins after a moment.
isBefore(moment): boolean | Whether it ends before a moment.
isEmpty(): boolean | Whether it begins where it ends.
isValid | Whether it is an interval.
length(unit = 'milliseconds'): number | How long it is.
overlaps(other): boolean | Whether it has moments in common with another one.
set(values): Interval | With another start or end.
splitAt(...moments): list | Its parts between moments.
splitBy(duration): list | Its parts of a length.
start | Where it begins.
toDuration(unit?, options?): Duration | How long it is, as a duration.
toFormat(format, options?): text | Both ends written in a format of Luxon.
toISO(options?): text | In ISO 8601.
toISODate(): text | Both days in ISO 8601.
toISOTime(options?): text | Both times in ISO 8601.
toLocaleString(format?, options?): text | As people of its language write it.
toString(): text | Both ends in ISO 8601.
union(other): Interval | From the first beginning to the last end of both.`;

export const DATE_TIME_LIB = `
DATETIME_FULL | A format for toLocaleString: October 14, 1983 at 9:30 AM EDT.
DATETIME_FULL_WITH_SECONDS | A format for toLocaleString: October 14, 1983 at 9:30:33 AM EDT.
DATETIME_HUGE | A format for toLocaleString: Friday, October 14, 1983 at 9:30 AM Eastern Daylight Time.
DATETIME_HUGE_WITH_SECONDS | A format for toLocaleString: the same with seconds.
DATETIME_MED | A format for toLocaleString: Oct 14, 1983, 9:30 AM.
DATETIME_MED_WITH_SECONDS | A format for toLocaleString: Oct 14, 1983, 9:30:33 AM.
DATETIME_MED_WITH_WEEKDAY | A format for toLocaleString: Fri, Oct 14, 1983, 9:30 AM.
DATETIME_SHORT | A format for toLocaleString: 10/14/1983, 9:30 AM.
DATETIME_SHORT_WITH_SECONDS | A format for toLocaleString: 10/14/1983, 9:30:33 AM.
DATE_FULL | A format for toLocaleString: October 14, 1983.
DATE_HUGE | A format for toLocaleString: Friday, October 14, 1983.
DATE_MED | A format for toLocaleString: Oct 14, 1983.
DATE_MED_WITH_WEEKDAY | A format for toLocaleString: Fri, Oct 14, 1983.
DATE_SHORT | A format for toLocaleString: 10/14/1983.
TIME_24_SIMPLE | A format for toLocaleString: 09:30.
TIME_24_WITH_LONG_OFFSET | A format for toLocaleString: 09:30:23 Eastern Daylight Time.
TIME_24_WITH_SECONDS | A format for toLocaleString: 09:30:23.
TIME_24_WITH_SHORT_OFFSET | A format for toLocaleString: 09:30:23 EDT.
TIME_SIMPLE | A format for toLocaleString: 9:30 AM.
TIME_WITH_LONG_OFFSET | A format for toLocaleString: 9:30:23 AM Eastern Daylight Time.
TIME_WITH_SECONDS | A format for toLocaleString: 9:30:23 AM.
TIME_WITH_SHORT_OFFSET | A format for toLocaleString: 9:30:23 AM EDT.
fromFormat(text, format, options?): DateTime | The moment that a text stands for in a format of Luxon.
fromHTTP(text, options?): DateTime | The moment of a header of HTTP.
fromISO(text, options?): DateTime | The moment that a text in ISO 8601 stands for.
fromJSDate(date, options?): DateTime | The moment of a date of JavaScript.
fromMillis(ms, options?): DateTime | The moment so many milliseconds after 1970.
fromObject(values, options?): DateTime | The moment with these units.
fromRFC2822(text, options?): DateTime | The moment of a mail.
fromSQL(text, options?): DateTime | The moment that a text as SQL has it stands for.
fromSeconds(seconds, options?): DateTime | The moment so many seconds after 1970.
fromString(text, format, options?): DateTime | The same as fromFormat.
invalid(reason): DateTime | A DateTime that is no moment.
isDateTime(value): boolean | Whether a value is a DateTime.
local(year?, month?, day?, …): DateTime | A moment in the zone of the workflow; without numbers, now.
max(...moments): DateTime | The latest of moments.
min(...moments): DateTime | The earliest of moments.
now(): DateTime | The moment at which the node runs.
utc(year?, month?, day?, …): DateTime | A moment in UTC; without numbers, now.`;

export const DURATION_LIB = `
fromDurationLike(value): Duration | The duration of milliseconds, an object or a duration.
fromISO(text, options?): Duration | The duration that a text in ISO 8601 stands for.
fromISOTime(text, options?): Duration | The duration from midnight to a time of the day.
fromMillis(ms, options?): Duration | The duration of so many milliseconds.
fromObject(values, options?): Duration | The duration with these units.
invalid(reason): Duration | A Duration that is none.
isDuration(value): boolean | Whether a value is a Duration.`;

export const INTERVAL_LIB = `
after(start, duration): Interval | The interval of a length that begins at a moment.
before(end, duration): Interval | The interval of a length that ends at a moment.
fromDateTimes(start, end): Interval | The interval between two moments.
fromISO(text, options?): Interval | The interval that a text in ISO 8601 stands for.
invalid(reason): Interval | An Interval that is none.
isInterval(value): boolean | Whether a value is an Interval.
merge(intervals): list | Intervals, with those as one that touch or overlap.
xor(intervals): list | What exactly one of some intervals covers.`;
