import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createListScanner } from '../../src/shared/json/list-scanner.ts';

function scan(list: string, chunks: readonly string[]): unknown[] {
  const scanner = createListScanner(list);
  return chunks.flatMap((chunk) => scanner.feed(chunk)).map((text) => JSON.parse(text));
}

function cutAt(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size));
}

describe('createListScanner', () => {
  it('finds the elements of one list among others', () => {
    const json = JSON.stringify({ 'a"b': [{ main: [1] }], main: [{ n: 1 }, { n: '],"main":[' }, [2], 'x'], error: [] });
    expect(scan('main', [json])).toEqual([{ n: 1 }, { n: '],"main":[' }, [2], 'x']);
    expect(scan('a"b', [json])).toEqual([{ main: [1] }]);
    expect(scan('error', [json])).toEqual([]);
    expect(scan('none', [json])).toEqual([]);
  });

  it('finds them as they are, however the text is cut into chunks', () => {
    const lists = fc.dictionary(fc.string(), fc.array(fc.jsonValue()), { maxKeys: 4 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 40 }), (object, size) => {
        const json = JSON.stringify(object);
        for (const [name, list] of Object.entries(object)) {
          expect(JSON.stringify(scan(name, cutAt(json, size)))).toBe(JSON.stringify(list));
        }
      }),
    );
  });
});
