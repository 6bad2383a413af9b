import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BUDGET } from '../../../src/engine/expression/budget.ts';
import { knownNames, lookUp } from '../../../src/engine/expression/context/names.ts';
import { ExpressionError } from '../../../src/engine/expression/expression-error.ts';
import { callMethod } from '../../../src/engine/expression/methods/call-method.ts';
import { readMember } from '../../../src/engine/expression/methods/read-member.ts';
import { methodNames } from '../../../src/engine/expression/methods/registry.ts';
import { createRun, type Run } from '../../../src/engine/expression/run.ts';
import { createScope } from '../../../src/engine/expression/scope.ts';
import { callFunction, isFunction, libraryFunction } from '../../../src/engine/expression/values/function-value.ts';
import { isOpaque } from '../../../src/engine/expression/values/opaque.ts';
import { isList, isPlainObject, refuseForbiddenKey } from '../../../src/engine/expression/values/plain.ts';
import { dataWith } from './evaluate.ts';

/** Every property name of JavaScript's own objects, and further names that an attacker would try. */
const KEYS: readonly string[] = [
  ...new Set(
    [Object, Array, String, Number, Boolean, Function, Date, RegExp, DateTime, Promise]
      .flatMap((type) => [...Object.getOwnPropertyNames(type.prototype), ...Object.getOwnPropertyNames(type)])
      .concat([...methodNames()])
      .concat([
        '0',
        'call',
        'apply',
        'value',
        'kind',
        'invoke',
        'loc',
        'ts',
        'weekData',
        'c',
        'data',
        'memo',
        'item',
        'json',
      ]),
  ),
];

function newRun(): Run {
  const item = { json: { text: 'abc', list: [1, 'b'], object: { a: 1 } } };
  const node = { executed: true, items: () => [item], linked: () => ({ type: 'item', item }) as const, config: {} };
  const data = dataWith(item.json, { node: () => node, nodeIds: () => ['a'] });
  return createRun(createScope(data), DEFAULT_BUDGET);
}

const identity = libraryFunction('identity', (_run, [value]) => value);
const ARGUMENTS: readonly (readonly unknown[])[] = [[], ['constructor'], [identity, ''], [{ days: 1 }, 'x']];

/** All that an expression can get from a value: by reading it, calling it, and calling its methods. */
function* within(value: unknown): Generator<unknown> {
  if (isFunction(value)) for (const args of ARGUMENTS) yield attempt((run) => callFunction(run, value, args));
  for (const key of KEYS) {
    yield attempt((run) => {
      refuseForbiddenKey(key);
      return readMember(run, value, key);
    });
    for (const args of ARGUMENTS) {
      yield attempt((run) => {
        refuseForbiddenKey(key);
        return callMethod(run, { self: value, name: key, args });
      });
    }
  }
}

function attempt(act: (run: Run) => unknown): unknown {
  try {
    return act(newRun());
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Whether it is a value of the language: a primitive, plain data, or a value with a kind. */
function isOfTheLanguage(value: unknown): boolean {
  if (typeof value === 'symbol') return value.description === 'no method';
  if (typeof value === 'function' || typeof value === 'bigint') return false;
  if (typeof value !== 'object' || value === null || isOpaque(value)) return true;
  if (isList(value)) return value.every(isOfTheLanguage);
  return isPlainObject(value) && Object.values(value).every(isOfTheLanguage);
}

const SAMPLES: readonly (readonly [string, unknown])[] = [
  ['a text', 'abc'],
  ['a number', 12.5],
  ['true', true],
  ['a list', [1, 'b', null]],
  ['an object', { a: 1, length: 2 }],
  ['a function', identity],
];

describe('what can be reached from an expression', () => {
  it.each(knownNames())('is never of the host: %s', (name) => {
    const value = lookUp(name)?.(newRun());
    expect(isOfTheLanguage(value)).toBe(true);
    if (value === null || value === undefined) return;
    for (const reached of within(value)) {
      if (!isOfTheLanguage(reached)) expect.fail(`${name} leads to ${String(reached)}`);
    }
  });

  it.each(SAMPLES)('is never an object of JavaScript, even two steps away from %s', (_name, value) => {
    const seen = new Set<unknown>();
    for (const reached of within(value)) {
      expect(isOfTheLanguage(reached)).toBe(true);
      if (isOpaque(reached) && !seen.has(reached)) seen.add(reached);
    }
    for (const opaque of [...seen].slice(0, 10))
      for (const reached of within(opaque)) expect(isOfTheLanguage(reached)).toBe(true);
  });

  it('is refused when a JavaScript object slips into the data', () => {
    const host = new Map([['a', 1]]);
    expect(() => readMember(newRun(), host, 'size')).toThrow(ExpressionError);
  });
});
