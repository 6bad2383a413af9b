import type { JsonObject } from '../../../src/engine/json.ts';
import { fieldsOf, nestedIn, times } from './case.ts';

export function equal(size: number): JsonObject[] {
  return times(size, () => ({ id: 1, text: 'the same', list: [1, 2] }));
}

export function different(size: number): JsonObject[] {
  return times(size, (id) => ({ id, text: `t${id}`, list: [id] }));
}

function backwards(size: number): JsonObject[] {
  return different(size).reverse();
}

function longTexts(size: number): JsonObject[] {
  return times(10, () => ({ id: 'a'.repeat(size), text: 'a'.repeat(size) }));
}

function oneLarge(size: number): JsonObject[] {
  return [{ id: nestedIn(50, fieldsOf(size / 2, String)) }, ...different(size)];
}

export function wide(size: number): JsonObject[] {
  return [fieldsOf(size / 2, String)];
}

function deep(size: number): JsonObject[] {
  return times(size, () => ({ id: nestedIn(100, 1) }));
}

function strange(size: number): JsonObject[] {
  return times(size, (id) => ({ id: [null, true, 'é', {}, -1e300][id % 5] ?? null }));
}

/** Lists of items that are hard in one way each. */
export const SHAPES = { equal, different, backwards, longTexts, oneLarge, wide, deep, strange };

/** Names of fields, as many as a config may have, in one text. */
export function names(size: number, name = (index: number) => `k${index}`): string {
  return times(Math.min(size, 1000), name).join(',');
}
