import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { completed, defineNode } from '../../src/nodes/define-node.ts';
import { eachItem, eachItemAsync, passThrough } from '../../src/nodes/items.ts';
import { checkItemCount, MAX_ITEMS } from '../../src/nodes/limits.ts';
import { NodeError } from '../../src/nodes/node-error.ts';
import { fakeRun } from '../support/node-run.ts';

const definition = defineNode({
  type: 'test.node',
  kind: 'action',
  metadata: { name: 'n', description: 'd', group: 'actions', example: {} },
  config: z.object({ value: z.number() }),
  inputs: ['main'],
  outputs: ['main'],
  effect: 'none',
  execute: () => completed([]),
});

const run = fakeRun(definition, {
  items: [{ n: 1 }, { n: 2 }, { n: 3 }],
  config: (item) => ({ value: Number(item.n) * 10 }),
});

describe('eachItem', () => {
  test('gives each item its config and links what it makes', () => {
    const items = eachItem(run, (item, config) => ({ json: { ...item.json, value: config.value } }));
    expect(items).toEqual([
      { json: { n: 1, value: 10 }, from: 0 },
      { json: { n: 2, value: 20 }, from: 1 },
      { json: { n: 3, value: 30 }, from: 2 },
    ]);
  });

  test('takes no item or several for one', () => {
    const items = eachItem(run, (_item, _config, index) => Array.from({ length: index }, () => ({ json: {} })));
    expect(items.map((item) => item.from)).toEqual([1, 2, 2]);
  });

  test('says which item failed, and keeps the rest of the error', () => {
    const fail = () =>
      eachItem(run, (_item, _config, index) => {
        if (index === 2) throw new NodeError('a.b', 'no', { retryable: true, retryAfterMs: 5 });
        return { json: {} };
      });
    expect(fail).toThrow(expect.objectContaining({ code: 'a.b', item: 2, retryable: true, retryAfterMs: 5 }));
  });

  test('passes other errors on unchanged', () => {
    const bug = new TypeError('bug');
    expect(() =>
      eachItem(run, () => {
        throw bug;
      }),
    ).toThrow(bug);
  });
});

describe('eachItemAsync', () => {
  test('keeps the order of the items, whichever ends first', async () => {
    const gates = [0, 1, 2].map(() => Promise.withResolvers<void>());
    const running = eachItemAsync(
      run,
      async (item, index) => {
        await gates[index]?.promise;
        return { json: item.json };
      },
      3,
    );
    for (const gate of gates.toReversed()) gate.resolve();
    expect((await running).map((item) => [item.json.n, item.from])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
  });

  test('runs no more at once than it may', async () => {
    let now = 0;
    let most = 0;
    await eachItemAsync(
      run,
      async () => {
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        now -= 1;
        return { json: {} };
      },
      2,
    );
    expect(most).toBe(2);
  });

  test('ends when the run is cancelled', async () => {
    const cancelled = { ...run, signal: AbortSignal.abort(new Error('cancelled')) };
    await expect(eachItemAsync(cancelled, async () => ({ json: {} }))).rejects.toThrow('cancelled');
  });

  test('says which item failed', async () => {
    const fail = eachItemAsync(run, async (_item, index) => {
      if (index === 1) throw new NodeError('a.b', 'no');
      return { json: {} };
    });
    await expect(fail).rejects.toMatchObject({ code: 'a.b', item: 1 });
  });
});

describe('eachItemAsync after a failure', () => {
  test('begins nothing more', async () => {
    const begun: number[] = [];
    const gate = Promise.withResolvers<void>();
    const failing = eachItemAsync(
      run,
      async (_item, index) => {
        begun.push(index);
        if (index === 0) throw new NodeError('a.b', 'no');
        await gate.promise;
        return { json: {} };
      },
      2,
    );
    await expect(failing).rejects.toMatchObject({ item: 0 });
    gate.resolve();
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
  });
});

describe('passThrough', () => {
  test('links each item with itself, from an offset on', () => {
    expect(passThrough([{ json: {}, from: 9 }, { json: {} }], 5).map((item) => item.from)).toEqual([5, 6]);
  });
});

describe('checkItemCount', () => {
  test('fails beyond the limit', () => {
    expect(() => checkItemCount(MAX_ITEMS)).not.toThrow();
    expect(() => checkItemCount(MAX_ITEMS + 1)).toThrow(expect.objectContaining({ code: 'node.too_many_items' }));
  });
});
