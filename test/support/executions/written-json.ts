import fc from 'fast-check';
import { expect } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';

/** JavaScript itself puts names that are indices first, whatever stores them. `__proto__` is a name that expressions drop. */
const INDEX = /^(?:0|[1-9]\d*)$/;
/** In a config it would be an expression. */
const EXPRESSION = /\{\{|\}\}/;

const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((one) => !one.includes('\0') && !EXPRESSION.test(one));

const name = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'zeta',
    'b',
    'aa',
    'B',
    'é',
    'ß',
    '漢字',
    '👩‍🚀',
    'a.b',
    '-1',
    '01',
    'toString',
    'length',
    'null',
    'constructor',
  ),
  fc.string({ unit: fc.constantFrom('z', 'a', 'm'), minLength: 1, maxLength: 4 }),
  fc.string({ unit: fc.constantFrom('y', 'x'), minLength: 150, maxLength: 200 }),
  text.filter((one) => !INDEX.test(one) && one !== '__proto__'),
);

const scalar: fc.Arbitrary<JsonValue> = fc.oneof(fc.constantFrom(null, true, false, 0, 1.5, -7, 1e-9, 1e15, ''), text);

const { object } = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, tie('object'), fc.array(tie('value'), { maxLength: 3 })),
  object: fc.dictionary(name, tie('value'), { maxKeys: 8, noNullPrototype: true }),
}));

export type WrittenObjects = readonly JsonObject[];

/** Objects whose keys stand in any order; `zeta`, `b`, `aa` are what a JSONB column would sort. */
const writtenObjects: fc.Arbitrary<WrittenObjects> = fc
  .array(object, { minLength: 4, maxLength: 8 })
  .map((objects) => [{ zeta: 1, b: { y: 1, x: [{ bb: 1, c: 2 }] }, aa: 3 }, ...objects]);

/** Checks for some generated lists of objects that what comes out is written as what went in. */
export function expectAsWritten(passThrough: (objects: WrittenObjects) => Promise<unknown>, runs = 4): Promise<void> {
  const property = fc.asyncProperty(writtenObjects, async (objects) => {
    expect(JSON.stringify(await passThrough(objects))).toBe(JSON.stringify(objects));
  });
  return fc.assert(property, { numRuns: runs, endOnFailure: true });
}
