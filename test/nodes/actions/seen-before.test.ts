import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/engine/json.ts';
import { removeDuplicatesAction } from '../../../src/nodes/actions/remove-duplicates.ts';
import { createCatalog } from '../../../src/nodes/registry.ts';
import type { SeenValuesRequest } from '../../../src/shared/seen-values-request.ts';
import { outputsOf, runNode } from '../../support/node-run.ts';

/** Runs over items with these values; `passed`: the answer of the store. */
async function across(keep: string, values: readonly JsonValue[], passed: readonly number[] = []) {
  const asked: SeenValuesRequest[] = [];
  const outputs = await outputsOf(removeDuplicatesAction, {
    items: values.map((value) => ({ value })),
    config: ({ value = null }) => ({ operation: 'seen_before', keep, value, scope: 'workflow', history_size: 5 }),
    seenValues: (request) => {
      asked.push(request);
      return passed;
    },
  });
  return { asked, kept: outputs.main?.map(({ from }) => from), gone: outputs.discarded?.map(({ from }) => from) };
}

function traits(config: { readonly [name: string]: JsonValue }) {
  return createCatalog().traits({ id: 'n', name: 'n', type: 'action.remove_duplicates', config });
}

describe('action.remove_duplicates across executions', () => {
  test('asks for the hash of each value once, never for the value', async () => {
    const { asked } = await across('new', ['secret', 'b', 'secret']);
    expect(asked).toEqual([
      {
        type: 'new',
        scope: 'workflow',
        historySize: 5,
        hashes: [expect.stringMatching(/^[\w-]{43}$/), expect.any(String)],
      },
    ]);
    expect(JSON.stringify(asked)).not.toContain('secret');
  });

  test('sends items with new values on, and the others out of discarded', async () => {
    expect(await across('new', ['a', 'b', 'a'], [0])).toMatchObject({ kept: [0, 2], gone: [1] });
  });

  test('treats equal-looking numbers and texts as equal, and objects independent of the order of keys', async () => {
    const { asked } = await across('new', [1, '1', { a: 1, b: 2 }, { b: 2, a: 1 }]);
    expect(asked[0]).toMatchObject({ hashes: [expect.any(String), expect.any(String)] });
    expect(asked[0]?.type === 'new' && asked[0].hashes).toHaveLength(2);
  });

  test.each([
    ['higher', [3, '4.5'], [3, 4.5]],
    ['later', ['2026-01-02T00:00:00Z', 5], [Date.UTC(2026, 0, 2), 5]],
  ])('asks which are %s', async (keep, values, numbers) => {
    const { asked, kept, gone } = await across(keep, values, [1]);
    expect(asked).toEqual([{ type: keep, scope: 'workflow', values: numbers }]);
    expect([kept, gone]).toEqual([[1], [0]]);
  });

  test.each([
    ['new', null, 'duplicates.no_value', 'value: expected a value, got null'],
    ['higher', 'abc', 'duplicates.not_a_number', 'value: expected a number, got the text "abc"'],
    ['later', 'soon', 'duplicates.not_a_date', 'value: expected a date, got the text "soon"'],
  ])('keeping %s refuses %j', async (keep, value, code, message) => {
    await expect(across(keep, [1, value])).rejects.toMatchObject({ code, message, item: 1 });
  });

  test('clears its history and lets the items through', async () => {
    const asked: SeenValuesRequest[] = [];
    const result = await runNode(removeDuplicatesAction, {
      items: [{ n: 1 }],
      config: { operation: 'clear_history' },
      seenValues: (request) => {
        asked.push(request);
        return [];
      },
    });
    expect(asked).toEqual([{ type: 'clear', scope: 'node' }]);
    expect(result).toMatchObject({ outputs: { main: [{ json: { n: 1 }, from: 0 }] } });
  });

  test('is an effect, but not within the input', () => {
    expect([{}, { operation: 'within_input' }].map((config) => traits(config)?.effect)).toEqual(['none', 'none']);
    const effects = ['seen_before', 'clear_history', '{{ $json.x }}'].map((operation) => traits({ operation })?.effect);
    expect(effects).toEqual(['write', 'write', 'write']);
    expect(traits({ operation: 'seen_before' })?.outputs).toEqual(['main', 'discarded']);
    expect(traits({})?.outputs).toEqual(['main']);
  });
});
