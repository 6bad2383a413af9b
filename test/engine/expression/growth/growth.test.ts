import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownNames, lookUp } from '../../../../src/engine/expression/context/names.ts';
import { DATE_TYPE } from '../../../../src/engine/expression/dates/date.ts';
import { DATE_TIME } from '../../../../src/engine/expression/dates/date-time.ts';
import { DURATION } from '../../../../src/engine/expression/dates/duration.ts';
import { INTERVAL } from '../../../../src/engine/expression/dates/interval.ts';
import { callMethod } from '../../../../src/engine/expression/methods/call-method.ts';
import { findMethods, methodNames } from '../../../../src/engine/expression/methods/registry.ts';
import { callFunction, isFunction } from '../../../../src/engine/expression/values/function-value.ts';
import { isOpaque } from '../../../../src/engine/expression/values/opaque.ts';
import { startCounting, type WorkCounter } from '../../../support/count-work.ts';
import { isBounded, measureGrowth } from '../../../support/growth.ts';
import { newRun, type Outcome, tryCall } from './try-call.ts';
import { ARGUMENTS, DATES, LISTS, OBJECTS, type Sized, TEXTS } from './values.ts';

const SIZE = 100;

let counter: WorkCounter;
beforeAll(async () => {
  counter = await startCounting();
});
afterAll(() => counter.stop());

/** Calls something with these arguments, on all values that it may be called on. */
type CallAll = (size: number, args: readonly unknown[]) => readonly Outcome[];

function valuesOf(args: readonly Sized[], size: number): readonly unknown[] {
  return args.map((argument) => argument(size));
}

/** The arguments with which a call gives something; of those that make no difference to it, the first. */
function tellingArguments(call: CallAll): (readonly Sized[])[] {
  const telling = new Map<string, readonly Sized[]>();
  for (const args of ARGUMENTS) {
    const outcomes = call(SIZE, valuesOf(args, SIZE));
    const key = JSON.stringify(outcomes);
    if (outcomes.some(({ succeeded }) => succeeded) && !telling.has(key)) telling.set(key, args);
  }
  return [...telling.values()];
}

async function expectBounded(call: CallAll): Promise<void> {
  const telling = tellingArguments(call);
  expect(telling.length, 'needs arguments with which it gives something').toBeGreaterThan(0);
  const growth = await measureGrowth(counter, SIZE, (size) =>
    telling.flatMap((args) => call(size, valuesOf(args, size))).reduce((sum, { steps }) => sum + steps, 0),
  );
  expect(growth).toSatisfy(isBounded);
}

function methodOn(selves: readonly Sized[], name: string): CallAll {
  return (size, args) => selves.map((self) => tryCall((run) => callMethod(run, { self: self(size), name, args })));
}

type Kind = 'string' | 'array' | 'object' | 'number' | 'boolean' | 'nothing';

const SELVES: { readonly [kind in Kind]: readonly Sized[] } = {
  string: TEXTS,
  array: LISTS,
  object: OBJECTS,
  number: [() => 12, () => 1.5e300],
  boolean: [() => true],
  nothing: [() => null],
};

const KINDS = ['string', 'array', 'object', 'number', 'boolean', 'nothing'] as const;

/** Methods whose only use would be to change a list: they always refuse. */
const REFUSED = new Set(['push', 'unshift', 'copyWithin']);

const METHODS = KINDS.flatMap((kind) =>
  methodNames()
    .filter((name) => findMethods(name)[kind] !== undefined && !REFUSED.has(name))
    .map((name) => [kind, name] as const),
);

const DATE_METHODS = [DATE_TIME, DATE_TYPE, DURATION, INTERVAL].flatMap(({ name: kind, methods }, index) =>
  [...methods.keys()].map((name) => [kind, name, index] as const),
);

type Call = { readonly name: string; readonly call: (args: readonly unknown[]) => Outcome };

/** What of a value of the library can be called: itself, with `new`, and what hangs on it. */
function callsOf(name: string, value: unknown): Call[] {
  if (!isOpaque(value)) return [];
  const inner: unknown = value.value;
  const members = typeof inner === 'object' && inner !== null && 'members' in inner ? inner.members : undefined;
  const below =
    members instanceof Map ? [...members].flatMap(([key, member]) => callsOf(`${name}.${key}`, member)) : [];
  if (!isFunction(value)) return below;
  const { construct } = value.value;
  const itself: Call = { name, call: (args) => tryCall((run) => callFunction(run, value, args)) };
  const made: Call[] =
    construct === undefined ? [] : [{ name: `new ${name}`, call: (args) => tryCall((run) => construct(run, args)) }];
  return [itself, ...made, ...below];
}

const LIBRARY = knownNames().flatMap((name) => callsOf(name, lookUp(name)?.(newRun())));

/** They only say that they cannot be called. */
const NOT_CALLABLE = new Set(['DateTime', 'Duration', 'Interval', 'Set', '$']);

describe('the work of an expression grows about as its input does', () => {
  test.each(METHODS)('%s.%s()', async (kind, name) => {
    await expectBounded(methodOn(SELVES[kind], name));
  });

  test.each(DATE_METHODS)('%s.%s()', async (_kind, name, index) => {
    await expectBounded(methodOn(DATES.slice(index, index + 1), name));
  });

  test.each(LIBRARY.filter(({ name }) => !NOT_CALLABLE.has(name)))('$name()', async ({ call }) => {
    await expectBounded((_size, args) => [call(args)]);
  });
});
