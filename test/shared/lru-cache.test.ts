import { describe, expect, it } from 'vitest';
import { createLruCache } from '../../src/shared/lru-cache.ts';

describe('createLruCache', () => {
  it('drops the value that was unused for longest', () => {
    const cache = createLruCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  });

  it('drops as many as it takes for a heavy one', () => {
    const cache = createLruCache<string>(10);
    for (const key of ['a', 'b', 'c']) cache.set(key, key, 3);
    cache.set('heavy', 'heavy', 6);
    expect(['a', 'b', 'c', 'heavy'].map((key) => cache.get(key))).toEqual([undefined, undefined, 'c', 'heavy']);
  });

  it('keeps nothing that is heavier than all of it', () => {
    const cache = createLruCache<string>(10);
    cache.set('huge', 'huge', 11);
    cache.set('small', 'small', 1);
    expect([cache.get('huge'), cache.get('small')]).toEqual([undefined, 'small']);
  });

  it('forgets the weight of what is replaced or deleted', () => {
    const cache = createLruCache<string>(10);
    for (let round = 0; round < 5; round += 1) cache.set('same', 'same', 6);
    cache.set('other', 'other', 4);
    cache.delete('same');
    cache.set('third', 'third', 6);
    expect(['same', 'other', 'third'].map((key) => cache.get(key))).toEqual([undefined, 'other', 'third']);
  });
});
