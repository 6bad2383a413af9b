import { DateTime } from 'luxon';
import { INTL_STEPS } from '../methods/host-options.ts';
import { burden, produce, type Run, spend } from '../run.ts';
import { DATE_EXTENSIONS } from './date-extensions.ts';
import { makingSteps } from './date-steps.ts';
import { type HostMethod, type HostType, hostMethod } from './host-type.ts';

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

/** These return the new time in milliseconds, and leave the date unchanged. */
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

/** The extensions return dates of the kind on which they are called. */
function onDate(method: HostMethod<DateTime>, keepsKind: boolean): HostMethod<Date> {
  return (run, self, args) => {
    burden(run, makingSteps(run.scope.data.timezone));
    const result = method(run, DateTime.fromJSDate(self, { zone: run.scope.data.timezone }), args);
    return keepsKind && result instanceof DateTime ? result.toJSDate() : result;
  };
}

function setter(name: (typeof SETTING)[number]): HostMethod<Date> {
  const set = hostMethod<Date>(Date.prototype[name]);
  return (run, self, args) => set(run, new Date(self), args);
}

function localized(name: (typeof LOCAL)[number]): HostMethod<Date> {
  const show = hostMethod<Date>(Date.prototype[name]);
  return (run, self, args) => {
    produce(run, 64);
    spend(run, INTL_STEPS);
    return show(run, self, args);
  };
}

function toIso(_run: Run, self: Date): string | null {
  return Number.isNaN(self.getTime()) ? null : self.toISOString();
}

/** What expressions see of a date of JavaScript. */
export const DATE_TYPE: HostType<Date> = {
  name: 'Date',
  properties: new Map(),
  methods: new Map([
    ...DATE_EXTENSIONS.map(([name, method]): [string, HostMethod<Date>] => [
      name,
      onDate(method, name !== 'toDateTime'),
    ]),
    ...READING.map((name): [string, HostMethod<Date>] => [name, hostMethod<Date>(Date.prototype[name])]),
    ...SETTING.map((name): [string, HostMethod<Date>] => [name, setter(name)]),
    ...LOCAL.map((name): [string, HostMethod<Date>] => [name, localized(name)]),
    ['toJSON', toIso],
  ]),
  toPrimitive: (self, hint) => (hint === 'number' ? self.getTime() : self.toString()),
};
