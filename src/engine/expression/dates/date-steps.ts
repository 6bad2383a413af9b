import { DateTime } from 'luxon';

/** What a method of a date costs a node run, in steps. */
const METHOD_STEPS = 40;

/** The same in a time zone whose clocks change: Luxon asks the host what time it is there. */
const ZONED_STEPS = 150;

/** Methods that take many times as long. */
const DEAR_METHODS: ReadonlyMap<string, number> = new Map([
  ['toRelative', 5],
  ['toRelativeCalendar', 15],
]);

/** What it takes to call a method of a value of Luxon. */
export function methodSteps(value: unknown, name = ''): number {
  const steps = value instanceof DateTime && !value.zone.isUniversal ? ZONED_STEPS : METHOD_STEPS;
  return steps * (DEAR_METHODS.get(name) ?? 1);
}

/** What it takes to read a date in a format: Luxon makes a pattern of it. */
export const READING_STEPS = 300;

/** What it takes to make a date in the time zone of an execution. */
export function makingSteps(timezone: string): number {
  return timezone === 'UTC' ? METHOD_STEPS : ZONED_STEPS;
}

/** The same for a property of a date. */
const PROPERTY_STEPS = 10;

/** Properties for which the host is asked several times over. */
const DEAR_PROPERTIES: ReadonlySet<string> = new Set(['isInDST', 'offsetNameShort', 'offsetNameLong']);

/** What reading a property of a date costs a node run. */
export function propertySteps(name: string): number {
  return DEAR_PROPERTIES.has(name) ? 2 * ZONED_STEPS : PROPERTY_STEPS;
}

const ZONE_NAME = 'ZZZZ';
const ZONE_NAME_STEPS = 1_000;

/** What it takes to write a date in a format. The names of zones are dear: the host is made ready for each anew. */
export function formatSteps(format: unknown): number {
  if (typeof format !== 'string') return 0;
  const names = format.includes(ZONE_NAME) ? format.split(ZONE_NAME).length - 1 : 0;
  return 5 * format.length + ZONE_NAME_STEPS * names;
}

/** What it takes to bring so many intervals together: Luxon copies those that it has for each that comes. */
export function intervalSteps(count: number): number {
  return Math.floor(count ** 2 / 64);
}
