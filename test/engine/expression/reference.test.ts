import { describe, expect, it } from 'vitest';
import { INPUT_NAMES } from '../../../src/engine/expression/context/input-kind.ts';
import { knownNames, lookUp } from '../../../src/engine/expression/context/names.ts';
import { NODE_NAMES } from '../../../src/engine/expression/context/node-kind.ts';
import { ROOTS } from '../../../src/engine/expression/context/roots.ts';
import { DATE_TYPE } from '../../../src/engine/expression/dates/date.ts';
import { DATE_TIME } from '../../../src/engine/expression/dates/date-time.ts';
import { DURATION } from '../../../src/engine/expression/dates/duration.ts';
import type { HostType } from '../../../src/engine/expression/dates/host-type.ts';
import { INTERVAL } from '../../../src/engine/expression/dates/interval.ts';
import { SET_NAMES } from '../../../src/engine/expression/library/set.ts';
import type { MethodSet } from '../../../src/engine/expression/methods/method-set.ts';
import { findMethods, methodNames } from '../../../src/engine/expression/methods/registry.ts';
import { EXPRESSION_REFERENCE } from '../../../src/engine/expression/reference/reference.ts';
import { isOpaque } from '../../../src/engine/expression/values/opaque.ts';
import { PATTERN_NAMES } from '../../../src/engine/expression/values/pattern.ts';
import { evaluate } from './evaluate.ts';

function methodsOn(type: keyof MethodSet): readonly string[] {
  return methodNames().filter((name) => findMethods(name)[type] !== undefined);
}

function namesOf(type: HostType<never>): readonly string[] {
  return [...type.properties.keys(), ...type.methods.keys()];
}

/** What a name of the library has, such as `Math`; those of the context differ from one evaluation to the next. */
function membersOf(name: string): readonly string[] {
  if (ROOTS.has(name)) return [];
  const value: unknown = evaluateName(name);
  const body = isOpaque(value) ? value.value : null;
  const members = typeof body === 'object' && body !== null && 'members' in body ? body.members : undefined;
  return members instanceof Map ? [...members.keys()] : [];
}

function evaluateName(name: string): unknown {
  const root: unknown = lookUp(name);
  return typeof root === 'function' ? root() : undefined;
}

const libraries = knownNames().flatMap((name) => {
  const members = membersOf(name);
  return members.length === 0 ? [] : [[`names.${name}`, members] as const];
});

/** What there is, by what has it, as the tables of the language say. */
const THERE_IS: ReadonlyMap<string, readonly string[]> = new Map([
  ['names', knownNames()],
  ['$input', INPUT_NAMES],
  ['node', NODE_NAMES],
  ['text', methodsOn('string')],
  ['number', methodsOn('number')],
  ['boolean', methodsOn('boolean')],
  ['list', methodsOn('array')],
  ['object', methodsOn('object')],
  ['nothing', methodsOn('nothing')],
  ['DateTime', namesOf(DATE_TIME)],
  ['date', namesOf(DATE_TYPE)],
  ['Duration', namesOf(DURATION)],
  ['Interval', namesOf(INTERVAL)],
  ['pattern', PATTERN_NAMES],
  ['set', SET_NAMES],
  ...libraries,
]);

function described(of: string): readonly string[] {
  return EXPRESSION_REFERENCE.filter((entry) => entry.of === of).map(({ name }) => name);
}

describe('the reference of expressions', () => {
  it('knows all that has members', () => {
    expect([...new Set(EXPRESSION_REFERENCE.map(({ of }) => of))].sort()).toEqual([...THERE_IS.keys()].sort());
    expect(libraries.length).toBeGreaterThan(8);
  });

  it.each([...THERE_IS])('has all of %s, each once, and nothing else', (of, names) => {
    expect([...described(of)].sort()).toEqual([...new Set(names)].sort());
  });

  it('says of each in one line what it is', () => {
    for (const { text, signature } of EXPRESSION_REFERENCE) {
      expect(text).toMatch(/^.{8,110}[.…]$/);
      expect(signature.length).toBeLessThan(60);
    }
  });

  it('tells functions from values', () => {
    const values = {
      text: '"x"',
      number: '(5)',
      list: '[1]',
      object: '({ a: 1 })',
      DateTime: '$now',
      date: 'new Date()',
    };
    for (const [of, source] of Object.entries({ ...values, 'names.Math': 'Math', 'names.DateTime': 'DateTime' })) {
      for (const { name, kind } of EXPRESSION_REFERENCE.filter((entry) => entry.of === of && entry.of !== 'object')) {
        // Both of these are values, and can be called all the same.
        if (name === 'length' || name === 'isWeekend') continue;
        expect([name, evaluate(`typeof ${source}.${name} === 'function'`)]).toEqual([name, kind === 'function']);
      }
    }
  });
});
