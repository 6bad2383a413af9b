import { describe, expect, it } from 'vitest';
import type { FinishedExecution } from '../../src/executions/flush-executions.ts';
import { createGroupFlush } from '../../src/runner/group-flush.ts';

function finished(id: string, size = 0): FinishedExecution {
  const ending = {
    ...({ status: 'completed', startedAt: 0, completedAt: 0, outputData: 'x'.repeat(size), errorCode: null } as const),
    ...{ errorMessage: null, errorNodeId: null, nodesTotal: 0, nodesCompleted: 0, response: null, metadata: null },
  };
  return { id, createdAt: 0, epoch: 1, ending, nodes: [] };
}

/** A flush whose first statement ends when it is let go; what each statement wrote. */
function slowFlush() {
  const groups: string[][] = [];
  const first = Promise.withResolvers<void>();
  const flush = createGroupFlush(async (group) => {
    groups.push(group.map(({ id }) => id));
    if (groups.length === 1) await first.promise;
    if (group.some(({ id }) => id === 'bad')) throw new Error('refused');
    return new Set(group.map(({ id }) => id).filter((id) => id !== 'stale'));
  });
  return { ...flush, groups, letGo: first.resolve };
}

describe('writing the ends of executions', () => {
  it('writes one at once, and together what came meanwhile', async () => {
    const { flush, groups, letGo } = slowFlush();
    const all = ['a', 'b', 'c'].map((id) => flush(finished(id)));
    letGo();
    expect([await Promise.all(all), groups]).toEqual([
      [true, true, true],
      [['a'], ['b', 'c']],
    ]);
  });

  it('says which were not its own to end', async () => {
    const { flush, letGo } = slowFlush();
    const all = ['a', 'stale', 'c'].map((id) => flush(finished(id)));
    letGo();
    expect(await Promise.all(all)).toEqual([true, false, true]);
  });

  it('goes on after a statement that failed', async () => {
    const { flush, letGo } = slowFlush();
    const bad = flush(finished('bad'));
    const next = flush(finished('next'));
    letGo();
    await expect(bad).rejects.toThrow('refused');
    expect(await next).toBe(true);
  });

  it('writes so many in one statement and no more, by number and by size', async () => {
    const many = slowFlush();
    const all = Array.from({ length: 120 }, (_, index) => many.flush(finished(`${index}`)));
    many.letGo();
    await Promise.all(all);
    expect(many.groups.map((group) => group.length)).toEqual([1, 50, 50, 19]);
    const large = slowFlush();
    const some = Array.from({ length: 6 }, (_, index) => large.flush(finished(`${index}`, 5_000_000)));
    large.letGo();
    await Promise.all(some);
    expect(large.groups.map((group) => group.length)).toEqual([1, 2, 2, 1]);
  });
});
