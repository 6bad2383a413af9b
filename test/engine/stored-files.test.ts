import { describe, expect, it } from 'vitest';
import { storedIds } from '../../src/engine/item.ts';

const inline = { mime_type: 'text/plain', data: 'YQ==' };

function stored(file_id: string) {
  return { mime_type: 'video/mp4', file_id, size: 100_000_000 };
}

describe('the files of items that lie in the bucket', () => {
  it('are all those whose bytes do not travel along, in the order of the items', () => {
    const items = [
      { json: {} },
      { json: {}, binary: {} },
      { json: {}, binary: { one: stored('a'), small: inline, two: stored('b') } },
      { json: { file_id: 'no file' }, binary: { again: stored('a') } },
    ];
    expect(storedIds(items)).toEqual(['a', 'b', 'a']);
  });
});
