import { hostLocales, hostOptions } from '../methods/host-options.ts';
import type { Run } from '../run.ts';
import { produce } from '../run.ts';
import { toPrimitives } from '../values/convert.ts';
import { makeFunction } from '../values/function-value.ts';
import { functionMembers } from '../values/namespace.ts';
import { isOf, type Kind, type Method, type Opaque, opaque } from '../values/opaque.ts';

const READING = [
  'getDate',
  'getDay',
  'getFullYear',
  'getHours',
  'getMilliseconds',
  'getMinutes',
  'getMonth',
  'getSeconds',
  'getTime',
  'getTimezoneOffset',
  'getUTCDate',
  'getUTCDay',
  'getUTCFullYear',
  'getUTCHours',
  'getUTCMilliseconds',
  'getUTCMinutes',
  'getUTCMonth',
  'getUTCSeconds',
  'toDateString',
  'toISOString',
  'toString',
  'toTimeString',
  'toUTCString',
  'valueOf',
] as const;

/** These give the new time in milliseconds, and leave the date as it was. */
const SETTING = [
  'setDate',
  'setFullYear',
  'setHours',
  'setMilliseconds',
  'setMinutes',
  'setMonth',
  'setSeconds',
  'setTime',
  'setUTCDate',
  'setUTCFullYear',
  'setUTCHours',
  'setUTCMilliseconds',
  'setUTCMinutes',
  'setUTCMonth',
  'setUTCSeconds',
] as const;

const LOCAL = ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const;

const METHODS: ReadonlyMap<string, Method<Date>> = new Map<string, Method<Date>>([
  ...READING.map((name): [string, Method<Date>] => [name, (run, date) => read(run, date, name)]),
  ...SETTING.map((name): [string, Method<Date>] => [
    name,
    (run, date, args) => Reflect.apply(Date.prototype[name], new Date(date), toPrimitives(run, args, 'number')),
  ]),
  ...LOCAL.map((name): [string, Method<Date>] => [
    name,
    (run, date, [locales, options]) => date[name](hostLocales(run, locales), hostOptions(options)),
  ]),
  ['toJSON', (_run, date) => dateToData(date)],
]);

function read(run: Run, date: Date, name: (typeof READING)[number]): unknown {
  produce(run, 32);
  return date[name]();
}

function dateToData(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const DATE_KIND: Kind<Date> = {
  name: 'Date',
  typeOf: 'object',
  get: () => undefined,
  method: (key) => METHODS.get(key),
  toPrimitive: (_run, date, hint) => (hint === 'number' ? date.getTime() : date.toString()),
  toData: (_run, date) => dateToData(date),
};

/** A date of JavaScript as a value of the language. */
export function dateValue(date: Date): Opaque<Date> {
  return opaque(DATE_KIND, date);
}

/** The date in a value, if it is one. */
export function asDate(value: unknown): Date | undefined {
  return isOf(DATE_KIND, value) ? value.value : undefined;
}

function construct(run: Run, args: readonly unknown[]): unknown {
  const [first] = args;
  if (args.length === 0) return dateValue(new Date(run.scope.data.now));
  const given = asDate(first);
  if (given !== undefined) return dateValue(new Date(given));
  const primitives = toPrimitives(run, args, 'default');
  return dateValue(Reflect.construct(Date, primitives));
}

/** `Date`. The present is that of the execution. */
export const DATE = makeFunction({
  name: 'Date',
  invoke: (run) => new Date(run.scope.data.now).toString(),
  levels: 4,
  members: functionMembers('Date', {
    now: (run) => run.scope.data.now,
    parse: (run, args) => Reflect.apply(Date.parse, undefined, toPrimitives(run, args, 'string')),
    UTC: (run, args) => Reflect.apply(Date.UTC, undefined, toPrimitives(run, args, 'number')),
  }),
  construct,
  isInstance: (value) => asDate(value) !== undefined,
});
