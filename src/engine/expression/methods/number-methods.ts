import { produce, type Run } from '../run.ts';
import { hostLocales, hostOptions, payForIntl } from './host-options.ts';
import { hostMethods, type MethodMap, methodMap } from './method-table.ts';

const host = Number.prototype;

const COMMON = hostMethods<number>(
  {
    toFixed: host.toFixed,
    toPrecision: host.toPrecision,
    toExponential: host.toExponential,
    toString: host.toString,
    valueOf: host.valueOf,
  },
  (run) => produce(run, 32),
);

function localized(run: Run, self: number, [locales, options]: readonly unknown[]): string {
  payForIntl(run);
  return self.toLocaleString(hostLocales(run, locales), hostOptions(run, options));
}

/** The methods of a number that JavaScript has. */
export const NUMBER_METHODS: MethodMap<number> = methodMap([COMMON], [['toLocaleString', localized]]);

/** The methods of true and false that JavaScript has. */
export const BOOLEAN_METHODS: MethodMap<boolean> = methodMap<boolean>(
  [],
  [
    ['toString', (_run, self) => String(self)],
    ['valueOf', (_run, self) => self],
  ],
);
