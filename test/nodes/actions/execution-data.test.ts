import { describe, expect, test } from 'vitest';
import { executionDataAction } from '../../../src/nodes/actions/execution-data.ts';
import type { LogLine } from '../../../src/shared/log-line.ts';
import { type FakeRun, runNode } from '../../support/node-run.ts';

function save(fake: FakeRun) {
  return runNode(executionDataAction, { items: [{}], ...fake });
}

function keys(count: number) {
  return Object.fromEntries(Array.from({ length: count }, (_none, index) => [`key_${index}`, '']));
}

describe('action.execution_data', () => {
  test('saves texts as they are, and other values as JSON', async () => {
    const data = [
      { key: 'text', value: 'a' },
      { key: 'number', value: 1 },
      { key: 'list', value: [1, null] },
      { key: 'nothing' },
    ];
    expect(await save({ config: { data } })).toMatchObject({
      metadata: { text: 'a', number: '1', list: '[1,null]', nothing: '' },
    });
  });

  test('passes the items on unchanged', async () => {
    const config = { data: [{ key: 'a', value: 1 }] };
    expect(await save({ config, items: [{ n: 1 }, { n: 2 }] })).toMatchObject({
      outputs: {
        main: [
          { json: { n: 1 }, from: 0 },
          { json: { n: 2 }, from: 1 },
        ],
      },
    });
  });

  test('takes the value of the last item for a key', async () => {
    const config = (_json: unknown, index: number) => ({ data: [{ key: 'a', value: index }] });
    expect(await save({ config, items: [{}, {}] })).toMatchObject({ metadata: { a: '1' } });
  });

  test('cuts long texts, and says so', async () => {
    const logs: LogLine[] = [];
    const config = { data: [{ key: 'k'.repeat(60), value: `${'v'.repeat(511)}😀` }] };
    expect(await save({ config, logs })).toMatchObject({ metadata: { ['k'.repeat(50)]: 'v'.repeat(511) } });
    expect(logs.map(({ text }) => text)).toEqual([
      'Item 0, data.0.key has 60 characters and was cut to 50.',
      'Item 0, data.0.value has 513 characters and was cut to 512.',
    ]);
  });

  test('refuses an eleventh key of the execution, but not a new value of a known one', async () => {
    const config = { data: [{ key: 'key_0', value: 'x' }] };
    await expect(save({ config, metadata: keys(10) })).resolves.toMatchObject({ metadata: { key_0: 'x' } });
    await expect(save({ config: { data: [{ key: 'new' }] }, metadata: keys(10) })).rejects.toMatchObject({
      code: 'execution_data.too_many_keys',
      message: 'data: expected at most 10 keys for the whole execution, got 11',
    });
  });
});
