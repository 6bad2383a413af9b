import { remainder, wholeOf } from '../../../numbers/calculate.ts';
import { isWhole } from '../../../numbers/compare-numbers.ts';
import type { ExactNumber } from '../../../numbers/exact-number.ts';
import { absolute } from '../extensions/exact-math.ts';
import { chargeDigits } from '../run.ts';
import { asDouble } from '../values/convert.ts';
import type { Method } from '../values/opaque.ts';
import { hostLocales, hostOptions, payForIntl } from './host-options.ts';
import { findMethods } from './registry.ts';

type Exact = Method<ExactNumber>;

function itself(): Exact {
  return (_run, self) => self;
}

function always(answer: boolean): Exact {
  return () => answer;
}

/** The nearest double; the only place where digits are dropped, for somebody asked for it. */
function rounded(self: ExactNumber): number {
  return Number.isFinite(self.double) ? self.double : asDouble(self);
}

/** What a whole number gives; any other has to be a double. */
function ofWhole(name: string, give: (self: ExactNumber) => unknown): Exact {
  return (run, self, args) => {
    chargeDigits(run, self);
    return isWhole(self) ? give(self) : asDoubles(name)?.(run, self, args);
  };
}

/** A whole number is written with all digits; any other has to be a double. */
function localized(name: string): Exact {
  return (run, self, args) => {
    chargeDigits(run, self);
    if (!isWhole(self)) return asDoubles(name)?.(run, self, args);
    const [locales, options] = args;
    payForIntl(run);
    return wholeOf(self).toLocaleString(hostLocales(run, locales ?? 'en-US'), hostOptions(run, options));
  };
}

const METHODS: ReadonlyMap<string, Exact> = new Map<string, Exact>([
  ['toString', (run, self, args) => ((args[0] ?? 10) === 10 ? self.text : asDoubles('toString')?.(run, self, args))],
  ['toLocaleString', localized('toLocaleString')],
  ['format', localized('format')],
  ['valueOf', itself()],
  ['toNumber', itself()],
  ['toFloat', itself()],
  ['toDouble', (_run, self) => rounded(self)],
  ['toInt', ofWhole('toInt', (self) => self)],
  ['ceil', ofWhole('ceil', (self) => self)],
  ['floor', ofWhole('floor', (self) => self)],
  ['round', ofWhole('round', (self) => self)],
  ['abs', (_run, self) => absolute(self)],
  ['isInteger', (_run, self) => isWhole(self)],
  ['isEven', ofWhole('isEven', (self) => remainder(self, 2) === 0)],
  ['isOdd', ofWhole('isOdd', (self) => remainder(self, 2) !== 0)],
  ['isEmpty', always(false)],
  ['isNotEmpty', always(true)],
  ['toBoolean', always(true)],
]);

/** The methods of doubles, for a number that is one with more digits. */
function asDoubles(name: string): Exact | undefined {
  const method = findMethods(name).number;
  return method === undefined ? undefined : (run, self, args) => method(run, asDouble(self), args);
}

/** A method of an exact number, by its name: all that other numbers have. */
export function exactMethod(name: string): Exact | undefined {
  return METHODS.get(name) ?? asDoubles(name);
}
