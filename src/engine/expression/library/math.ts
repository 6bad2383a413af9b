import { isExact, type Numeric } from '../../../numbers/exact-number.ts';
import { EXACT_MATH } from '../extensions/exact-math.ts';
import { chargeDigits, type Run } from '../run.ts';
import { toNumber, toNumeric } from '../values/convert.ts';
import { libraryFunction } from '../values/function-value.ts';
import { makeNamespace } from '../values/namespace.ts';

const FUNCTIONS: { readonly [name: string]: (...numbers: number[]) => number } = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atan2: Math.atan2,
  atanh: Math.atanh,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  clz32: Math.clz32,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  expm1: Math.expm1,
  floor: Math.floor,
  fround: Math.fround,
  hypot: Math.hypot,
  imul: Math.imul,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  max: Math.max,
  min: Math.min,
  pow: Math.pow,
  round: Math.round,
  sign: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  trunc: Math.trunc,
};

const CONSTANTS = ['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const;

type MathCall = {
  readonly name: string;
  readonly fn: (...numbers: number[]) => number;
  readonly args: readonly unknown[];
};

/** Exact numbers keep their digits where the function does; else they have to be doubles. A power of doubles may be exact. */
function callMath(run: Run, { name, fn, args }: MathCall): Numeric {
  const numbers = args.map((value) => toNumeric(run, value));
  const kept = numbers.some(isExact) || name === 'pow' ? EXACT_MATH.get(name)?.(numbers) : undefined;
  for (const number of numbers) chargeDigits(run, number);
  chargeDigits(run, kept);
  return (
    kept ??
    Reflect.apply(
      fn,
      undefined,
      numbers.map((number) => toNumber(run, number)),
    )
  );
}

/** `Math`. `Math.random()` draws from the source of the execution. */
export const MATH = makeNamespace(
  'Math',
  new Map<string, unknown>([
    ...CONSTANTS.map((name): [string, unknown] => [name, Math[name]]),
    ...Object.entries(FUNCTIONS).map(([name, fn]): [string, unknown] => [
      name,
      libraryFunction(`Math.${name}`, (run, args) => callMath(run, { name, fn, args })),
    ]),
    ['random', libraryFunction('Math.random', (run) => run.scope.data.random())],
  ]),
);
