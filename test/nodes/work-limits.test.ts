import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import type { RetryPolicy, WorkflowGraph, WorkflowNode } from '../../src/engine/workflow.ts';
import { node, type Play, playToEnd, record } from '../runner/support/play.ts';
import { chain } from '../support/graph.ts';

type Trial = Play & {
  readonly type?: string;
  readonly config: JsonObject;
  readonly node?: WorkflowNode['settings'];
  readonly workflow?: WorkflowGraph['settings'];
  readonly items?: number;
};

/** start → tried, over many items. */
async function attempt({
  type = 'action.set',
  config,
  node: settings = {},
  workflow = {},
  items = 2_500,
  ...play
}: Trial) {
  const graph = {
    settings: workflow,
    nodes: [node('start', 'trigger.manual'), node('tried', type, { config, settings })],
    connections: chain('start → tried'),
  };
  const input = Array.from({ length: items }, (_none, id) => ({
    id,
    name: `Ada ${id}`,
    lines: [{ price: 2, count: 3 }],
  }));
  return playToEnd(graph, { input, ...play });
}

function setting(...values: readonly string[]): JsonObject {
  return { fields: values.map((value, index) => ({ name: `f${index}`, type: 'any', value: `{{ ${value} }}` })) };
}

/** Each takes up to a million steps for an item, as an evaluation may. */
const GREEDY = [
  'Array(90000).fill(1).map((x) => x + x).length',
  'Array(90000).fill(1).sort().length',
  '"a".repeat(100000).split("").length',
  '/(a|aa)+$/.test("a".repeat(50000) + "!")',
  'Array(2000).fill(1).map((_, i) => $now.plus({ days: i }).toFormat("ZZZZ")).length',
  '$input.all()',
  '$input.all().map((item) => item.json.id).length',
  '"x".repeat(1000000)',
];

const greedy = setting(GREEDY[0] ?? '');

describe('a node run as a whole', () => {
  test.each(GREEDY)('ends at its allowance, though each item of it keeps to the budget: %s', async (expression) => {
    const items = expression.startsWith('$input') ? 8_000 : 2_500;
    const { ending } = await attempt({ config: setting(expression), items });
    expect(ending).toMatchObject({ status: 'failed', errorCode: 'node.work_limit' });
  });

  test('passes over 100,000 items with ordinary expressions', async () => {
    const config = setting(
      '$json.name.toUpperCase() + "!"',
      '$json.lines.map((line) => line.price * line.count).sum()',
      '$json.id > 100 ? "many" : "few"',
      '$json.name.replace(/\\d+/g, "#")',
      '[$json.name, $json.id].join(": ")',
      '$now.plus({ days: 1 }).toISODate()',
    );
    const { ending } = await attempt({ config, items: 100_000 });
    expect(ending.status).toBe('completed');
  });

  test.each(['logic.if', 'logic.filter'])('counts what %s judges', async (type) => {
    const condition = {
      left_value: `{{ ${GREEDY[0]} }}`,
      operator: { type: 'number', operation: 'gt' },
      right_value: 1,
    };
    const { ending } = await attempt({ type, config: { conditions: { conditions: [condition] } } });
    expect(ending.errorCode).toBe('node.work_limit');
  });

  test('is not forgiven by lenient expressions, nor taken for a fault of a library', async () => {
    const config = setting('Array(2000).fill(1).map((_, i) => $now.plus({ days: i }).toISO()).length');
    const { ending } = await attempt({ config, workflow: { expression_errors: 'lenient' } });
    expect(ending.errorCode).toBe('node.work_limit');
  });

  test('counts items that fail and go their own way', async () => {
    const config = setting('Array(400).fill(1).map((x) => x + x).length + $json.none.at');
    const finished = await attempt({ config, items: 20_000, node: { on_error: 'error_output' } });
    expect(record(finished, 'tried').errorCode).toBe('node.work_limit');
  });

  test('is not tried again', async () => {
    const retry: RetryPolicy = {
      max_attempts: 3,
      backoff: 'fixed',
      delay_ms: 0,
      max_delay_ms: 0,
      jitter: 0,
      on: ['other'],
    };
    const finished = await attempt({ config: greedy, node: { retry } });
    expect(record(finished, 'tried')).toMatchObject({ retryCount: 0, status: 'failed' });
  });

  test('goes on as on_error says', async () => {
    const finished = await attempt({ config: greedy, items: 100, node: { on_error: 'continue' } });
    expect(finished.ending.status).toBe('completed');
    expect(JSON.stringify(record(finished, 'tried').outputData)).toContain('node.work_limit');
  });

  test('ends when its time is up, though nothing interrupts it', async () => {
    let time = 0;
    const now = (): number => {
      time += 1;
      return time;
    };
    const { ending } = await attempt({ config: greedy, now, node: { timeout_ms: 1_000 } });
    expect(ending).toMatchObject({ status: 'failed', errorCode: 'node.time_limit' });
  });
});
