import { dateTimeValue } from '../dates/date-values.ts';
import { dateTimeOfNumber } from '../dates/parse-date-time.ts';
import { hostLocales, hostOptions, payForIntl } from '../methods/host-options.ts';
import type { MethodTable } from '../methods/method-table.ts';
import type { Run } from '../run.ts';
import { optionalText, unfit } from './arguments.ts';

type Args = readonly unknown[];

function round(_run: Run, self: number, [places]: Args): number {
  return Number(self.toFixed(typeof places === 'number' ? places : 0));
}

function format(run: Run, self: number, [locales, options]: Args): string {
  payForIntl(run);
  return new Intl.NumberFormat(hostLocales(run, locales) ?? 'en-US', hostOptions(run, options)).format(self);
}

function whole(method: string, self: number): number {
  if (!Number.isInteger(self)) throw unfit(method, `${self} is not a whole number.`);
  return self;
}

/** The methods of n8n on numbers. */
export const NUMBER_EXTENSIONS: MethodTable<number> = {
  ceil: (_run, self) => Math.ceil(self),
  floor: (_run, self) => Math.floor(self),
  abs: (_run, self) => Math.abs(self),
  round,
  format,
  isInteger: (_run, self) => Number.isInteger(self),
  isEven: (_run, self) => whole('isEven', self) % 2 === 0,
  isOdd: (_run, self) => whole('isOdd', self) % 2 !== 0,
  isEmpty: (_run, self) => !self,
  isNotEmpty: (_run, self) => Boolean(self),
  toBoolean: (_run, self) => self !== 0,
  toInt: (run, self) => round(run, self, []),
  toFloat: (_run, self) => self,
  toDouble: (_run, self) => self,
  toNumber: (_run, self) => self,
  toDateTime: (run, self, [unit]) => dateTimeValue(dateTimeOfNumber(run, self, optionalText('toDateTime', unit, 'ms'))),
};

/** The methods of n8n on true and false. */
export const BOOLEAN_EXTENSIONS: MethodTable<boolean> = {
  toBoolean: (_run, self) => self,
  toInt: (_run, self) => Number(self),
  toFloat: (_run, self) => Number(self),
  toNumber: (_run, self) => Number(self),
  toDateTime: () => undefined,
  isEmpty: (_run, self) => !self,
  isNotEmpty: (_run, self) => self,
};
