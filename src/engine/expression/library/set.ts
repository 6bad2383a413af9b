import { hasTwoKinds, isSameNumber, numberKey } from '../../../numbers/compare-numbers.ts';
import { ExpressionError } from '../expression-error.ts';
import { type Run, spend } from '../run.ts';
import { LIBRARY_LEVELS, makeFunction } from '../values/function-value.ts';
import { iterate } from '../values/iterate.ts';
import { isOf, type Kind, type Method, opaque } from '../values/opaque.ts';

type Values = ReadonlySet<unknown>;

function elements(run: Run, set: Values): unknown[] {
  spend(run, set.size);
  return [...set];
}

function has(run: Run, set: Values, [value]: readonly unknown[]): boolean {
  if (!hasTwoKinds(value)) return set.has(value);
  spend(run, set.size);
  return [...set].some((element) => isSameNumber(element, value));
}

/** Numbers that have two kinds are one and the same value if they are the same number. */
function known(list: readonly unknown[]): readonly unknown[] {
  const first = new Map<string, unknown>();
  return list.map((value) => {
    if (!hasTwoKinds(value)) return value;
    const key = numberKey(value);
    if (!first.has(key)) first.set(key, value);
    return first.get(key);
  });
}

const METHODS: ReadonlyMap<string, Method<Values>> = new Map<string, Method<Values>>([
  ['has', has],
  ['values', elements],
  ['keys', elements],
]);

/** What a set has. */
export const SET_NAMES: readonly string[] = ['size', ...METHODS.keys()];

const SET_KIND: Kind<Values> = {
  name: 'Set',
  typeOf: 'object',
  get: (_run, set, key) => (key === 'size' ? set.size : undefined),
  method: (key) => METHODS.get(key),
  toPrimitive: () => '[object Set]',
  toData: elements,
  iterate: elements,
};

/** The host tells texts longer than this apart by comparing all of them. */
const LONG = 16_000;
const STEPS_PER_PAIR = 20;

function longTextSteps(list: readonly unknown[]): number {
  const long = list.filter((value) => typeof value === 'string' && value.length > LONG);
  return STEPS_PER_PAIR * long.length ** 2;
}

/** `Set`, as in `[...new Set(list)]`. It can be read, but not changed. */
export const SET = makeFunction({
  name: 'Set',
  invoke: () => {
    throw new ExpressionError('expression.not_a_function', 'Set must be called with "new".');
  },
  levels: LIBRARY_LEVELS,
  construct: (run, [values]) => {
    const list = values === undefined || values === null ? [] : iterate(run, values);
    spend(run, list.length + longTextSteps(list));
    return opaque(SET_KIND, new Set(known(list)));
  },
  isInstance: (value) => isOf(SET_KIND, value),
});
