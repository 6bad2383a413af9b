import type { JsonObject } from '../../src/engine/json.ts';

const GROUPS = 50;
const TEXT =
  'A text of some length, as a description of an article or an address has it, so that all of it takes 200 bytes';

/** Items of about 200 bytes of JSON each: numbers, texts that repeat and texts that don't. Always the same ones. */
export function itemsOfCount(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => received(itemAt(index, count)));
}

function itemAt(index: number, count: number): JsonObject {
  return {
    id: index,
    name: `customer ${(index * 7919) % count}`,
    group: `group ${index % GROUPS}`,
    total: (index * 37) % 1000,
    text: `${TEXT} ${index}`,
  };
}

/** The items as if they had come in as JSON, so that their texts share no memory. */
function received(item: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(item));
}
