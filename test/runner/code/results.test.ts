import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/engine/item.ts';
import { resultOf, run } from './support/run.ts';

const FILE = { data: 'aGk=', mime_type: 'text/plain', file_name: 'hi.txt' };

const ITEMS: readonly Item[] = [
  { json: { name: 'a', total: 3 } },
  { json: { name: 'b', total: 1 }, binary: { file: FILE } },
  { json: { name: 'c', total: 2 } },
];

async function itemsOf(source: string, mode: 'all_items' | 'each_item' = 'all_items'): Promise<readonly Item[]> {
  const outcome = await run(source, { items: ITEMS, mode });
  if (outcome.type === 'failed') throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.items;
}

async function linksOf(source: string): Promise<readonly (Item['from'] | null)[]> {
  return (await itemsOf(source)).map((item) => item.from ?? null);
}

describe('code for all items', () => {
  it('returns items, objects, or one of either', async () => {
    expect(await resultOf('return [{ json: { a: 1 } }, { json: { a: 2 } }];')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await resultOf('return [{ a: 1 }, { a: 2 }];')).toEqual([{ a: 1 }, { a: 2 }]);
    expect(await resultOf('return { json: { a: 1 } };')).toEqual([{ a: 1 }]);
    expect(await resultOf('return { a: 1 };')).toEqual([{ a: 1 }]);
    expect(await resultOf('return [];')).toEqual([]);
  });

  it.each([
    ['nothing', '', 'The code returned nothing; return an array of items, or one object'],
    ['null', 'return null;', 'The code returned nothing; return an array of items, or one object'],
    ['a text', 'return "a";', 'The code returned a string; return an array of items, or one object'],
    ['a list of numbers', 'return [{}, 1];', 'Item 1: expected an object, got a number'],
    ['a list of lists', 'return [[]];', 'Item 0: expected an object, got an array'],
    ['a hole', 'return [{}, , {}];', 'Item 1: expected an object, got nothing'],
    ['json that is none', 'return { json: 1 };', 'Item 0: expected json to be an object, got a number'],
    ['items and objects mixed', 'return [{ json: {} }, { a: 1 }];', 'Item 1 has "a" beside json'],
    ['fields beside json', 'return { json: {}, name: "x" };', 'Item 0 has "name" beside json'],
    [
      'files that are none',
      'return { json: {}, binary: { a: 1 } };',
      'Item 0: expected binary to hold files ({data, mime_type})',
    ],
  ])('says what is wrong with %s', async (_, source, message) => {
    expect(await resultOf(source)).toBe(`code.not_items: ${message}`);
  });

  it('knows its items by every name', async () => {
    const source = `return {
      all: $input.all() === items, first: $input.first().json.name, last: $input.last().json.name,
      item: $input.item.json.name, own: $json.name, index: $itemIndex, run: $runIndex,
      execution: $execution, workflow: $workflow, vars: $vars,
    };`;
    expect((await itemsOf(source))[0]?.json).toEqual({
      ...{ all: true, first: 'a', last: 'c', item: 'a', own: 'a', index: 0, run: 0 },
      execution: { id: 'execution-1', mode: 'manual' },
      workflow: { id: 'workflow-1', name: 'Test', active: true },
      vars: { region: 'eu' },
    });
  });

  it('passes files on', async () => {
    expect((await itemsOf('return items;'))[1]).toEqual({ ...ITEMS[1], from: 1 });
  });
});

describe('the links of items', () => {
  it.each([
    ['filtered', 'return items.filter((item) => item.json.total > 1);', [0, 2]],
    ['sorted', 'return items.toSorted((a, b) => a.json.total - b.json.total);', [1, 2, 0]],
    ['sorted as JSON', 'return items.map((item) => item.json).sort((a, b) => a.total - b.total);', [1, 2, 0]],
    ['copied', 'return items.slice(1).map((item) => ({ ...item, json: { ...item.json, x: 1 } }));', [1, 2]],
    ['changed', 'for (const item of items) item.json = { x: 1 }; return items.reverse();', [2, 1, 0]],
    ['paired by number', 'return [{ json: {}, pairedItem: 2 }];', [2]],
    ['paired as n8n does', 'return [{ json: {}, pairedItem: { item: 2 } }];', [2]],
    ['aggregated', 'return [{ json: {}, pairedItem: [0, { item: 1 }] }];', [[0, 1]]],
    ['made anew, as many as came in', 'return items.map(() => ({ x: 1 }));', [0, 1, 2]],
    ['made anew, and fewer', 'return [{ x: 1 }];', [null]],
    ['paired with what does not exist', 'return [{ json: {}, pairedItem: 7 }];', [null]],
  ])('%s', async (_, source, links) => {
    expect(await linksOf(source)).toEqual(links);
  });
});

describe('code for each item', () => {
  it('returns an object for each, or null to drop it', async () => {
    const items = await itemsOf('return $json.total > 1 ? { ...$json, index: $itemIndex } : null;', 'each_item');
    expect(items).toEqual([
      { json: { name: 'a', total: 3, index: 0 }, from: 0 },
      { json: { name: 'c', total: 2, index: 2 }, from: 2 },
    ]);
  });

  it('knows the item that it runs for, and all others', async () => {
    const source = 'return { own: $input.item.json.name, all: $input.all().length, first: $input.first().json.name };';
    expect((await itemsOf(source, 'each_item')).map(({ json }) => json)).toEqual(
      ['a', 'b', 'c'].map((own) => ({ own, all: 3, first: 'a' })),
    );
  });

  it('works on one item at a time, or on as many as told, and keeps their order', async () => {
    const source = `console.log("begin", $itemIndex);
      for (let turns = 20 * (3 - $itemIndex); turns > 0; turns -= 1) await null;
      console.log("end", $itemIndex);
      return { name: $json.name };`;
    const items = ['a', 'b', 'c'].map((name) => ({ json: { name } }));
    const written = async (concurrency: number) => {
      const outcome = await run(source, { mode: 'each_item', items, concurrency });
      const names = outcome.type === 'returned' ? outcome.items.map(({ json }) => json.name) : [];
      return [outcome.logs.map(({ text }) => text).join(', '), names.join('')];
    };
    expect(await written(1)).toEqual(['begin 0, end 0, begin 1, end 1, begin 2, end 2', 'abc']);
    expect(await written(3)).toEqual(['begin 0, begin 1, begin 2, end 2, end 1, end 0', 'abc']);
  });

  it('may wait', async () => {
    const source = 'await new Promise((resolve) => setTimeout(resolve, 5)); return { name: $json.name };';
    expect(await itemsOf(source, 'each_item')).toHaveLength(3);
  });

  it.each([
    ['nothing', '', 'Item 0: the code returned nothing; return an object, or null to drop it'],
    ['a list', 'return [{}];', 'Item 0: the code returned an array; return an object, or null to drop it'],
    ['a text', 'return "a";', 'Item 0: the code returned a string; return an object, or null to drop it'],
  ])('says what is wrong with %s', async (_, source, message) => {
    expect(await resultOf(source, { mode: 'each_item' })).toBe(`code.not_items: ${message}`);
  });
});
