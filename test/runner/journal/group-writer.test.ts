import { describe, expect, it } from 'vitest';
import { createGroupWriter } from '../../../src/runner/journal/group-writer.ts';

type Item = { readonly id: string; readonly text: string };

function item(id: string, size = 0): Item {
  return { id, text: 'x'.repeat(size) };
}

/** A writer whose first statement ends when it is let go; what each statement wrote. */
function slowWriter() {
  const groups: string[][] = [];
  const first = Promise.withResolvers<void>();
  const write = createGroupWriter(async (group: readonly Item[]) => {
    groups.push(group.map(({ id }) => id));
    if (groups.length === 1) await first.promise;
    if (group.some(({ id }) => id === 'bad')) throw new Error('refused');
    return group.filter(({ id }) => id !== 'lost').map(({ id }) => `${id} is written`);
  });
  return { write, groups, letGo: first.resolve };
}

describe('writing in groups', () => {
  it('writes the first item at once, and together those that come in the meantime', async () => {
    const { write, groups, letGo } = slowWriter();
    const all = ['a', 'b', 'c'].map((id) => write(item(id)));
    letGo();
    expect([await Promise.all(all), groups]).toEqual([
      ['a is written', 'b is written', 'c is written'],
      [['a'], ['b', 'c']],
    ]);
  });

  it('gives each caller its own result', async () => {
    const { write, letGo } = slowWriter();
    const [first, lost, next] = ['a', 'lost', 'c'].map((id) => write(item(id)));
    letGo();
    expect(await first).toBe('a is written');
    await expect(lost).rejects.toThrow('Results are missing.');
    await expect(next).rejects.toThrow('Results are missing.');
  });

  it('goes on after a statement that failed', async () => {
    const { write, letGo } = slowWriter();
    const bad = write(item('bad'));
    const next = write(item('next'));
    letGo();
    await expect(bad).rejects.toThrow('refused');
    expect(await next).toBe('next is written');
  });

  it('limits a statement by number and by size', async () => {
    const many = slowWriter();
    const all = Array.from({ length: 120 }, (_, index) => many.write(item(`${index}`)));
    many.letGo();
    await Promise.all(all);
    expect(many.groups.map((group) => group.length)).toEqual([1, 50, 50, 19]);
    const large = slowWriter();
    const some = Array.from({ length: 6 }, (_, index) => large.write(item(`${index}`, 5_000_000)));
    large.letGo();
    await Promise.all(some);
    expect(large.groups.map((group) => group.length)).toEqual([1, 2, 2, 1]);
  });
});
