import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/engine/json.ts';
import { createWorkMeter } from '../../src/engine/work-meter.ts';
import { conditionsHold } from '../../src/nodes/conditions/evaluate.ts';
import { conditionsSchema } from '../../src/nodes/conditions/schema.ts';
import { readNumber } from '../../src/numbers/exact-number.ts';

const ID = '12345678901234567890';
const NEXT = '12345678901234567891';
const id = readNumber(ID);
const next = readNumber(NEXT);

describe('conditions', () => {
  const holds = (left: JsonValue, operator: string, right: JsonValue, types = 'strict') => {
    const [type, operation] = operator.split('.');
    const conditions = [{ left_value: left, operator: { type, operation }, right_value: right }];
    const run = { timezone: 'UTC', work: createWorkMeter({ steps: 1_000, expired: () => false }) };
    return conditionsHold(conditionsSchema.parse({ conditions, type_validation: types }), run);
  };

  test.each<[JsonValue, string, JsonValue, boolean]>([
    [id, 'number.equals', readNumber(ID), true],
    [id, 'number.equals', next, false],
    [id, 'number.not_equals', next, true],
    [id, 'number.lt', next, true],
    [next, 'number.lte', id, false],
    [next, 'number.gt', id, true],
    [id, 'number.gte', 5, true],
    [readNumber('1e400'), 'number.gt', readNumber('1e399'), true],
    [readNumber('1e-400'), 'number.gt', 0, true],
    [id, 'number.not_empty', null, true],
    [id, 'any.equals', readNumber(ID), true],
    [{ a: [id] }, 'any.equals', { a: [next] }, false],
    [[next, id], 'array.contains', readNumber(ID), true],
    [[next], 'array.contains', id, false],
  ])('%s %s %s: %s', (left, operator, right, expected) => {
    expect(holds(left, operator, right)).toBe(expected);
  });

  test.each<[JsonValue, string, JsonValue, boolean]>([
    [ID, 'number.equals', id, true],
    [NEXT, 'number.equals', ID, false],
    [NEXT, 'number.gt', ID, true],
    [id, 'string.equals', ID, true],
    [id, 'string.equals', NEXT, false],
  ])('%s %s %s, of whatever type: %s', (left, operator, right, expected) => {
    expect(holds(left, operator, right, 'loose')).toBe(expected);
  });

  test('know it for a number', () => {
    expect(() => holds(id, 'object.exists', null)).toThrow(/the number 12345678901234567890/);
  });
});
