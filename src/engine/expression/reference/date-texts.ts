/** What dates, durations and intervals have: `signature | text`, one a line. */
const OF_N8N = `
beginningOf(unit = 'week'): date | The beginning of its week, month …
diffTo(other, unit = 'days'): number | How far another moment lies before it; an object for several units.
diffToNow(unit = 'days'): number | How far now lies before it.
endOfMonth(): date | The end of its month.
extract(part = 'week'): number | Its year, month, week, weekday, yearDayNumber …
format(format = 'yyyy-MM-dd', locale?): text | Written in a format of Luxon.
isBetween(one, other): boolean | Whether it lies between two moments.
isDst(): boolean | Whether daylight saving time is in force then.
isEmpty(): boolean | False: a date is not empty.
isInLast(amount, unit = 'minutes'): boolean | Whether it lies in the time just past.
isNotEmpty(): boolean | True: a date is not empty.
minus(amount, unit?): date | Earlier by a duration.
plus(amount, unit?): date | Later by a duration.
toBoolean(): undefined | Undefined: it is neither true nor false.
toDateTime(): DateTime | The moment as a DateTime.
toFloat(): number | Milliseconds since 1970.
toInt(): number | Milliseconds since 1970.`;

export const DATE_TIME_VALUE = `${OF_N8N}
isWeekend(): boolean | Whether it is a Saturday or Sunday.
day | The day of the month, from 1.
daysInMonth | How many days its month has.
daysInYear | How many days its year has.
diff(other, unit?, options?): Duration | The duration from another moment to it.
diffNow(unit?, options?): Duration | The duration from now to it.
equals(other): boolean | Whether another DateTime is the same, with zone and language.
endOf(unit, options?): DateTime | The end of its hour, day, week, month …
get(unit): number | One of its units.
getPossibleOffsets(): list | The moments that its local time may stand for when clocks change.
hasSame(other, unit): boolean | Whether another moment lies in the same hour, day, month …
hour | The hour, 0 to 23.
invalidExplanation | Why it is no moment, in words; null: it is one.
invalidReason | Why it is no moment, in a word; null: it is one.
isInDST | Whether daylight saving time is in force then.
isInLeapYear | Whether its year is a leap year.
isOffsetFixed | Whether its zone never changes its clocks.
isValid | Whether there is such a moment.
locale | The language in which it is written.
localWeekNumber | The week of the year by the rules of its language.
localWeekYear | The year of that week.
localWeekday | The day of the week by the rules of its language, from 1.
millisecond | The millisecond, 0 to 999.
minute | The minute, 0 to 59.
month | The month, 1 to 12.
monthLong | The name of the month.
monthShort | The short name of the month.
numberingSystem | The digits with which it is written.
offset | How many minutes its zone is ahead of UTC then.
offsetNameLong | The name of its zone's time.
offsetNameShort | The short name of its zone's time.
ordinal | The day of the year, from 1.
outputCalendar | The calendar in which it is written.
quarter | The quarter, 1 to 4.
reconfigure(options): DateTime | With another language, calendar or digits.
resolvedLocaleOptions(options?): object | Language, digits and calendar as they are used.
second | The second, 0 to 59.
set(values): DateTime | With some of its units changed.
setLocale(locale): DateTime | Written in another language.
setZone(zone, options?): DateTime | The same moment in another time zone.
startOf(unit, options?): DateTime | The beginning of its hour, day, week, month …
toBSON(): Date | The moment as a date of JavaScript.
toFormat(format, options?): text | Written in a format of Luxon.
toHTTP(): text | As headers of HTTP have it.
toISO(options?): text | In ISO 8601.
toISODate(options?): text | Its day in ISO 8601.
toISOTime(options?): text | Its time in ISO 8601.
toISOWeekDate(): text | Its year, week and weekday in ISO 8601.
toJSDate(): Date | The moment as a date of JavaScript.
toJSON(): text | In ISO 8601.
toLocal(): DateTime | In the zone of the platform.
toLocaleParts(options?): list | Its parts as people of its language write them.
toLocaleString(format?, options?): text | As people of its language write it.
toMillis(): number | Milliseconds since 1970.
toObject(options?): object | Its units as fields.
toRFC2822(): text | As mails have it.
toRelative(options?): text | How far it is from now, in words.
toRelativeCalendar(options?): text | The same by the calendar: yesterday, next month.
toSQL(options?): text | As SQL has it.
toSQLDate(): text | Its day as SQL has it.
toSQLTime(options?): text | Its time as SQL has it.
toSeconds(): number | Seconds since 1970.
toString(): text | In ISO 8601.
toUTC(offset?, options?): DateTime | The same moment in UTC.
toUnixInteger(): number | Whole seconds since 1970.
until(other): Interval | The interval from it to another moment.
valueOf(): number | Milliseconds since 1970.
weekNumber | The week of the year, by ISO 8601.
weekYear | The year of that week.
weekday | The day of the week: 1 is Monday, 7 Sunday.
weekdayLong | The name of the day of the week.
weekdayShort | The short name of the day of the week.
weeksInLocalWeekYear | How many weeks its year has by the rules of its language.
weeksInWeekYear | How many weeks its year has.
year | The year.
zoneName | The name of its time zone.`;

export const DATE_VALUE = `${OF_N8N}
isWeekend(): boolean | Whether it is a Saturday or Sunday.
getDate(): number | The day of the month, from 1.
getDay(): number | The day of the week: 0 is Sunday.
getFullYear(): number | The year.
getHours(): number | The hour.
getMilliseconds(): number | The millisecond.
getMinutes(): number | The minute.
getMonth(): number | The month: 0 is January.
getSeconds(): number | The second.
getTime(): number | Milliseconds since 1970.
getTimezoneOffset(): number | How many minutes UTC is ahead of the zone of the platform.
getUTCDate(): number | The day of the month in UTC, from 1.
getUTCDay(): number | The day of the week in UTC: 0 is Sunday.
getUTCFullYear(): number | The year in UTC.
getUTCHours(): number | The hour in UTC.
getUTCMilliseconds(): number | The millisecond in UTC.
getUTCMinutes(): number | The minute in UTC.
getUTCMonth(): number | The month in UTC: 0 is January.
getUTCSeconds(): number | The second in UTC.
setDate(day): number | The time with another day of the month, in milliseconds; the date stays as it is.
setFullYear(year, month?, day?): number | The time in another year, in milliseconds.
setHours(hour, minute?, second?, ms?): number | The time at another hour, in milliseconds.
setMilliseconds(ms): number | The time at another millisecond, in milliseconds.
setMinutes(minute, second?, ms?): number | The time at another minute, in milliseconds.
setMonth(month, day?): number | The time in another month, in milliseconds.
setSeconds(second, ms?): number | The time at another second, in milliseconds.
setTime(ms): number | Another time, in milliseconds.
setUTCDate(day): number | The time with another day of the month in UTC, in milliseconds.
setUTCFullYear(year, month?, day?): number | The time in another year in UTC, in milliseconds.
setUTCHours(hour, minute?, second?, ms?): number | The time at another hour in UTC, in milliseconds.
setUTCMilliseconds(ms): number | The time at another millisecond in UTC, in milliseconds.
setUTCMinutes(minute, second?, ms?): number | The time at another minute in UTC, in milliseconds.
setUTCMonth(month, day?): number | The time in another month in UTC, in milliseconds.
setUTCSeconds(second, ms?): number | The time at another second in UTC, in milliseconds.
toDateString(): text | Its day in English.
toISOString(): text | In ISO 8601, in UTC.
toJSON(): text | In ISO 8601, in UTC.
toLocaleDateString(locales?, options?): text | Its day as people of a language write it.
toLocaleString(locales?, options?): text | As people of a language write it.
toLocaleTimeString(locales?, options?): text | Its time as people of a language write it.
toString(): text | Day, time and zone in English.
toTimeString(): text | Its time and zone in English.
toUTCString(): text | Day and time in UTC, in English.
valueOf(): number | Milliseconds since 1970.`;
