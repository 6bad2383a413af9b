import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import { ifLogic } from '../../../src/nodes/logic/if.ts';
import { noopLogic } from '../../../src/nodes/logic/noop.ts';
import { switchLogic } from '../../../src/nodes/logic/switch.ts';
import { type FakeRun, outputsOf, runNode } from '../../support/node-run.ts';

function equals(left: JsonValue | undefined, right: JsonValue): JsonObject {
  const operator = { type: 'any', operation: 'equals' };
  return { conditions: [{ left_value: left ?? null, operator, right_value: right }] };
}

/** The outputs of a switch, with the numbers of the items. */
async function routes(fake: FakeRun): Promise<JsonObject> {
  const outputs = await outputsOf(switchLogic, fake);
  const numbers = Object.entries(outputs).map(([handle, sent]) => [handle, sent.map(({ json }) => json.n ?? null)]);
  return Object.fromEntries(numbers);
}

const items = [{ n: 1 }, { n: 2 }, { n: 3 }];

describe('logic.if', () => {
  test('divides the items and keeps their links', async () => {
    const config = (item: JsonObject) => ({ conditions: equals(item.n, 2) });
    expect(await outputsOf(ifLogic, { items, config })).toEqual({
      true: [{ json: { n: 2 }, from: 1 }],
      false: [
        { json: { n: 1 }, from: 0 },
        { json: { n: 3 }, from: 2 },
      ],
    });
  });

  test('names the item that it could not judge', async () => {
    const operator = { type: 'number', operation: 'gt' };
    const config = (item: JsonObject) => ({
      conditions: { conditions: [{ left_value: item.n === 3 ? 'x' : 1, operator, right_value: 0 }] },
    });
    await expect(runNode(ifLogic, { items, config })).rejects.toMatchObject({ code: 'conditions.wrong_type', item: 2 });
  });
});

describe('logic.switch by rules', () => {
  const rules = (item: JsonObject) => [{ conditions: equals(item.n, 1) }, { conditions: equals(item.n === 3, false) }];

  test('takes the first case that holds', async () => {
    const config = (item: JsonObject) => ({ mode: 'rules', rules: rules(item) });
    expect(await routes({ items, config })).toEqual({ case_0: [1], case_1: [2] });
  });

  test('takes all that hold when told so', async () => {
    const config = (item: JsonObject) => ({ mode: 'rules', rules: rules(item), all_matching: true });
    expect(await routes({ items, config })).toEqual({ case_0: [1], case_1: [1, 2] });
  });

  test.each<[JsonValue, JsonObject]>([
    ['extra', { case_0: [1], case_1: [2], fallback: [3] }],
    [0, { case_0: [1, 3], case_1: [2] }],
    ['none', { case_0: [1], case_1: [2] }],
  ])('sends what is left to %j', async (fallback, expected) => {
    const config = (item: JsonObject) => ({ mode: 'rules', rules: rules(item), fallback });
    expect(await routes({ items, config })).toEqual(expected);
  });
});

describe('logic.switch by an expression', () => {
  const config = (fallback: JsonValue) => (item: JsonObject) => ({
    mode: 'expression',
    outputs: 3,
    output: item.n ?? 0,
    fallback,
  });

  test('takes the case of that number', async () => {
    expect(await routes({ items: items.slice(0, 2), config: config('none') })).toEqual({
      case_1: [1],
      case_2: [2],
    });
  });

  test('sends other numbers to the fallback', async () => {
    expect(await routes({ items, config: config('extra') })).toEqual({
      case_1: [1],
      case_2: [2],
      fallback: [3],
    });
  });

  test('fails for other numbers without a fallback', async () => {
    await expect(runNode(switchLogic, { items, config: config('none') })).rejects.toMatchObject({
      code: 'switch.no_such_output',
      item: 2,
    });
  });
});

describe('logic.noop', () => {
  test('passes its items on', async () => {
    expect(await outputsOf(noopLogic, { items })).toEqual({
      main: items.map((json, index) => ({ json, from: index })),
    });
  });
});
