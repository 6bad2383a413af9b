import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JsonObject } from '../../src/engine/json.ts';
import { configFaults } from '../../src/nodes/config-faults.ts';
import { completed, defineNode } from '../../src/nodes/define-node.ts';

const config = z
  .strictObject({
    count: z.number().int().min(1),
    kind: z.enum(['a', 'b']).optional(),
    list: z
      .array(z.strictObject({ name: z.string().min(3), size: z.number() }))
      .max(2)
      .optional(),
    shape: z
      .discriminatedUnion('type', [
        z.strictObject({ type: z.literal('circle'), radius: z.number() }),
        z.strictObject({ type: z.literal('square'), side: z.number() }),
      ])
      .optional(),
    either: z.union([z.array(z.number()), z.record(z.string(), z.number()), z.boolean()]).optional(),
    range: z
      .strictObject({ from: z.number(), to: z.number() })
      .refine(({ from, to }) => from < to, 'from must lie below to')
      .optional(),
  })
  .refine((value) => value.count !== 13, { path: ['count'], message: 'unlucky' });

const definition = defineNode({
  type: 'test.node',
  kind: 'action',
  metadata: { name: 'n', description: 'd', group: 'actions', example: {} },
  config,
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: () => completed([]),
});

function pathsOf(raw: JsonObject): string[] {
  return configFaults(definition, raw).map((fault) => fault.path.join('.'));
}

const EXPRESSION = '{{ $json.x }}';

describe('configFaults', () => {
  test('names all faults at once, each with its path', () => {
    expect(pathsOf({ count: 0, kind: 'c', list: [{ name: 'x', size: '1' }], other: 1 })).toEqual([
      'count',
      'kind',
      'list.0.name',
      'list.0.size',
      'other',
    ]);
  });

  test.each<[string, JsonObject]>([
    ['a number', { count: EXPRESSION }],
    ['an enum', { count: 1, kind: EXPRESSION }],
    ['a list', { count: 1, list: EXPRESSION }],
    ['an element of a list', { count: 1, list: [EXPRESSION] }],
    ['a field of an element', { count: 1, list: [{ name: '{{1}}', size: EXPRESSION }] }],
    ['an object', { count: 1, shape: EXPRESSION }],
    ['a discriminator', { count: 1, shape: { type: EXPRESSION, radius: 1 } }],
    ['a field of a union', { count: 1, shape: { type: 'circle', radius: EXPRESSION } }],
    ['a plain union', { count: 1, either: EXPRESSION }],
    ['an element within a plain union', { count: 1, either: [1, EXPRESSION] }],
    ['a value within a plain union', { count: 1, either: { a: EXPRESSION } }],
    ['a part of what a refinement looks at', { count: 1, range: { from: 5, to: EXPRESSION } }],
    ['a part of a text', { count: 1, list: [{ name: 'a {{ 1 }}', size: 1 }] }],
  ])('accepts an expression for %s', (_what, raw) => {
    expect(pathsOf(raw)).toEqual([]);
  });

  test.each<[string, JsonObject, string[]]>([
    ['a plain fault beside an expression', { count: EXPRESSION, kind: 'c' }, ['kind']],
    [
      'a missing field beside an expression',
      { count: 1, shape: { type: 'circle', other: EXPRESSION } },
      ['shape.radius', 'shape.other'],
    ],
    ['too many elements, expressions or not', { count: 1, list: [EXPRESSION, EXPRESSION, EXPRESSION] }, ['list']],
    ['a wrong element beside an expression in a union', { count: 1, either: [EXPRESSION, 'x'] }, ['either.1']],
    ['a value that no option of a union takes', { count: 1, either: 5 }, ['either']],
    ['an unknown field that holds an expression', { count: 1, other: EXPRESSION }, ['other']],
    ['a refinement that fails', { count: 13 }, ['count']],
    ['a refinement of an object that fails', { count: 1, range: { from: 2, to: 1 } }, ['range']],
  ])('still finds %s', (_what, raw, paths) => {
    expect(pathsOf(raw)).toEqual(paths);
  });

  test('finds faults in expressions, with their column', () => {
    const faults = configFaults(definition, { count: 1, kind: '{{ 1 + }}' });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.path).toEqual(['kind']);
    expect(faults[0]?.message).toMatch(/\(column \d+\)$/);
  });

  test('refuses expressions in a trigger', () => {
    const trigger = { ...definition, kind: 'trigger' as const };
    const faults = configFaults(trigger, { count: 1, list: [{ name: 'a {{ 1 }}', size: 1 }] });
    expect(faults).toEqual([{ path: ['list', 0, 'name'], message: 'A trigger cannot have expressions' }]);
  });
});

describe('an unknown field', () => {
  function messageOf(raw: JsonObject): string {
    return configFaults(definition, { count: 1, ...raw })
      .map(({ message }) => message)
      .join();
  }

  test('is answered with the fields there are', () => {
    expect(messageOf({ kidn: 'a' })).toBe(
      'There is no field kidn. Did you mean "kind"? The fields here are "count", "kind", "list", "shape", "either", "range".',
    );
    expect(messageOf({ list: [{ name: 'abc', size: 1, sise: 1 }] })).toContain('"name", "size"');
    expect(messageOf({ shape: { type: 'circle', radius: 1, side: 1 } })).toContain('"type", "radius"');
  });

  test.each([
    ['retry', '"settings" of the node'],
    ['credentials', 'in the node itself'],
    ['pinned_data', 'in the node itself'],
    ['timezone', '"settings" of the workflow'],
  ])('named %s is told to belong elsewhere', (field, place) => {
    expect(messageOf({ [field]: 1 })).toContain(place);
  });

  test('deep in the config does not belong to the node', () => {
    expect(messageOf({ list: [{ name: 'abc', size: 1, retry: 1 }] })).toBe(
      'There is no field retry. The fields here are "name", "size".',
    );
  });
});
