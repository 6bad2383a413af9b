import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import type { NodeSettings, RetryPolicy } from '../../src/engine/workflow.ts';
import { chain } from '../support/graph.ts';
import { http, jsonAnswer, node, playToEnd, record, statuses } from './support/play.ts';

const start = node('start', 'trigger.manual');
const good = node('good', 'logic.noop');
const bad = node('bad', 'logic.noop');
const ORDERS = [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }];

/** start → ask → good, and its errors → bad */
function asking(settings: NodeSettings, config: JsonObject = {}) {
  const ask = http('ask', 'POST', { settings, config: { url: 'https://a.example/{{ $json.n }}', ...config } });
  const connections = [...chain('start → ask → good'), { source: 'ask', target: 'bad', sourceHandle: 'error' }];
  return {
    nodes: [start, ask, good, bad],
    connections: settings.on_error === 'error_output' ? connections : chain('start → ask → good'),
  };
}

/** A service that refuses these orders, and remembers all it was asked. */
function service(...refused: number[]) {
  const asked: string[] = [];
  return {
    asked,
    respond: ({ url }: { url: string }) => {
      const n = url.split('/').at(-1) ?? '';
      asked.push(n);
      return refused.includes(Number(n)) ? { status: 422 } : jsonAnswer({ done: Number(n) });
    },
  };
}

const errorOf = (item: number) => ({
  code: 'http.client_error',
  message: `Item ${item}: The server answered 422`,
  node: 'ask',
});

function outputs(ended: Awaited<ReturnType<typeof playToEnd>>, id: string): unknown {
  const { outputData } = record(ended, id);
  return outputData;
}

describe('a bad item among others', () => {
  it('goes out with its error in its place, and the others go their own ways', async () => {
    const { asked, respond } = service(2);
    const ended = await playToEnd(asking({ on_error: 'continue' }), { input: ORDERS, respond });
    expect(ended.ending.outputData).toEqual([{ done: 1 }, { n: 2, error: errorOf(1) }, { done: 3 }, { done: 4 }]);
    expect(asked).toEqual(['1', '2', '3', '4']);
    expect(statuses(ended)).toMatchObject({ ask: 'completed', good: 'completed' });
  });

  it('goes out of the error handle, with a link to what it came from', async () => {
    const { respond } = service(1, 3);
    const ended = await playToEnd(asking({ on_error: 'error_output' }), { input: ORDERS, respond });
    expect(outputs(ended, 'good')).toEqual({
      main: [
        { json: { done: 2 }, from: 0 },
        { json: { done: 4 }, from: 1 },
      ],
    });
    expect(outputs(ended, 'ask')).toMatchObject({
      error: [
        { json: { n: 1, error: errorOf(0) }, from: 0 },
        { json: { n: 3, error: errorOf(2) }, from: 2 },
      ],
    });
  });

  it('lets those be done that were not begun, however many are done at a time', async () => {
    const { asked, respond } = service(1, 2);
    await playToEnd(asking({ on_error: 'continue' }, { concurrency: 2 }), { input: ORDERS, respond });
    expect(asked.toSorted()).toEqual(['1', '2', '3', '4']);
  });

  it('is tried again with the others as long as its failure is retried, and is then alone', async () => {
    const retry: RetryPolicy = {
      max_attempts: 2,
      backoff: 'fixed',
      delay_ms: 1,
      max_delay_ms: 1,
      jitter: 0,
      on: ['client_error'],
    };
    const { asked, respond } = service(2);
    const ended = await playToEnd(asking({ on_error: 'continue', retry }), { input: ORDERS, respond });
    expect(asked).toEqual(['1', '2', '1', '2', '3', '4']);
    expect(ended.ending.outputData).toEqual([{ done: 1 }, { n: 2, error: errorOf(1) }, { done: 3 }, { done: 4 }]);
  });

  it('fails the execution where a failure stops it', async () => {
    const { asked, respond } = service(2);
    const ended = await playToEnd(asking({}), { input: ORDERS, respond });
    expect([ended.ending.status, ended.ending.errorMessage, asked]).toEqual([
      'failed',
      'Item 1: The server answered 422',
      ['1', '2'],
    ]);
  });

  it('fails a node as a whole that must not do its effect twice', async () => {
    const { asked, respond } = service(2);
    const settings = { on_error: 'continue', delivery: 'at-most-once' } as const;
    const ended = await playToEnd(asking(settings), { input: ORDERS, respond });
    expect([asked, statuses(ended).ask === 'completed']).toEqual([['1', '2'], false]);
  });

  it.each<[string, string, JsonObject]>([
    ['a conversion', 'action.set', { fields: [{ name: 'a', type: 'number', value: '{{ $json.n }}' }] }],
    ['a parser', 'action.json', { operation: 'to_items', text: '{{ $json.n === 2 ? "[" : "[]" }}' }],
    [
      'a condition',
      'logic.filter',
      {
        conditions: {
          conditions: [
            {
              left_value: '{{ $json.n }}',
              operator: { type: 'number', operation: 'gt' },
              right_value: '{{ $json.n }}',
            },
          ],
        },
      },
    ],
  ])('goes out by itself whatever made it bad: %s', async (_, type, config) => {
    const nodes = [start, node('it', type, { config, settings: { on_error: 'continue' } })];
    const input = type === 'action.json' ? ORDERS : [{ n: 'x' }, { n: 2 }, { n: 'y' }];
    const ended = await playToEnd({ nodes, connections: chain('start → it') }, { input });
    expect(ended.ending.status).toBe('completed');
    const failed = JSON.stringify(outputs(ended, 'it')).match(/"error":\{/g)?.length ?? 0;
    expect([failed > 0 && failed < input.length, statuses(ended)]).toEqual([
      true,
      { start: 'completed', it: 'completed' },
    ]);
  });
});
