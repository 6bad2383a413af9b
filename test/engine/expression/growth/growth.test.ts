import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileConfig } from '../../../../src/engine/expression/compile-config.ts';
import { ExpressionError } from '../../../../src/engine/expression/expression-error.ts';
import { createScope } from '../../../../src/engine/expression/scope.ts';
import type { JsonObject } from '../../../../src/engine/json.ts';
import { startCounting, type WorkCounter } from '../../../support/count-work.ts';
import { findGrowth, inGroups, isBounded } from '../../../support/growth.ts';
import { dataWith } from '../evaluate.ts';
import { SUBJECTS, type Subject } from './subjects.ts';
import { SYNTAX } from './syntax-cases.ts';
import { BUDGET } from './try-call.ts';
import { ARGUMENTS, type Sized } from './values.ts';

/** From here on it is doubled twice. */
const SIZE = 60;

/** Enough to tell arguments apart. */
const SMALL_SIZE = 16;

let counter: WorkCounter;
beforeAll(async () => {
  counter = await startCounting();
});
afterAll(() => counter.stop());

function valuesOf(args: readonly Sized[], size: number): readonly unknown[] {
  return args.map((argument) => argument(size));
}

/** The arguments with which a call gives something; of those that make no difference to it, the first. */
function tellingArguments({ name, call }: Subject): (readonly Sized[])[] {
  const telling = new Map<string, readonly Sized[]>();
  for (const args of ARGUMENTS) {
    const outcomes = call(SMALL_SIZE, valuesOf(args, SMALL_SIZE));
    const key = JSON.stringify(outcomes);
    if (outcomes.some(({ succeeded }) => succeeded) && !telling.has(key)) telling.set(key, args);
  }
  expect(telling.size, `${name} needs arguments with which it gives something`).toBeGreaterThan(0);
  return [...telling.values()];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Calls with these arguments, and adds up what it was charged. */
function charged({ call }: Subject, telling: readonly (readonly Sized[])[], size: number): number {
  return sum(telling.flatMap((args) => call(size, valuesOf(args, size))).map(({ steps }) => steps));
}

function jsonOf(size: number): JsonObject {
  const numbers = Array.from({ length: size }, (_none, index) => index);
  return {
    text: '1'.repeat(size),
    list: numbers,
    objects: numbers.map((a) => ({ a, b: [a, a] })),
    object: Object.fromEntries(numbers.map((index) => [`k${index}`, index])),
    deep: numbers.slice(0, 60).reduce<JsonObject['deep']>((inner) => [inner ?? null], numbers) ?? null,
  };
}

function evaluated(source: string, size: number): number {
  let steps = 0;
  const work = {
    spend(more: number): void {
      steps += more;
    },
  };
  try {
    compileConfig(`{{ ${source} }}`).evaluate(createScope(dataWith(jsonOf(size))), { budget: BUDGET, work });
  } catch (error) {
    if (!(error instanceof ExpressionError && error.code.startsWith('expression.budget'))) throw error;
  }
  return steps;
}

describe('the work of an expression grows about as its input does, or is charged', () => {
  test.each(inGroups(SUBJECTS))('$names', async ({ members }) => {
    const telling = members.map((subject) => ({ subject, args: tellingArguments(subject) }));
    const growth = await findGrowth(counter, SIZE, (size) =>
      sum(telling.map(({ subject, args }) => charged(subject, args, size))),
    );
    expect(growth).toSatisfy(isBounded);
  });

  test.each(SYNTAX)('%s', async (source) => {
    expect(await findGrowth(counter, SIZE, (size) => evaluated(source, size))).toSatisfy(isBounded);
  });
});
