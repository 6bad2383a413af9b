import { describe, expect, it } from 'vitest';
import type { RetryPolicy } from '../../src/engine/workflow.ts';
import { MAX_ITEMS } from '../../src/nodes/limits.ts';
import { chain } from '../support/graph.ts';
import { http, jsonAnswer, node, playToEnd, record, statuses } from './support/play.ts';

const trigger = node('start', 'trigger.manual');
const end = node('end', 'logic.noop');
const retry: RetryPolicy = { max_attempts: 3, backoff: 'fixed', delay_ms: 5, max_delay_ms: 5, jitter: 0 };

/** start → ask → end */
function asking(settings = {}, connections = chain('start → ask → end')) {
  return { nodes: [trigger, http('ask', 'GET', { settings }), end], connections };
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

describe('limits', () => {
  it('end a node at its timeout, and abort its request', async () => {
    let signalled: unknown;
    const respond = (_: unknown, signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        signalled = true;
      });
      return new Promise<never>(() => undefined);
    };
    const ended = await playToEnd(asking({ timeout_ms: 20 }), { respond });
    expect([ended.ending.errorCode, signalled]).toEqual(['node.timed_out', true]);
  });

  it('leave a node that timed out its other attempts', async () => {
    let calls = 0;
    const respond = () => {
      calls += 1;
      return calls === 1 ? new Promise<never>(() => undefined) : jsonAnswer({ calls });
    };
    const ended = await playToEnd(asking({ timeout_ms: 20, retry }), { respond });
    expect(ended.ending.outputData).toEqual([{ calls: 2 }]);
  });

  it('end a workflow at its time limit', async () => {
    const graph = { ...asking(), settings: { timeout_seconds: 1 } };
    const ended = await playToEnd(graph, { respond: (_, signal) => never(signal) });
    expect(ended.ending).toMatchObject({ status: 'failed', errorCode: 'execution.timed_out', errorNodeId: null });
    expect(statuses(ended).ask).toBe('cancelled');
  });

  it('fail only the node that puts out too many items', async () => {
    const many = { mode: 'append', inputs: 2 };
    const nodes = [trigger, end, node('many', 'logic.merge', { config: many })];
    const connections = [
      ...chain('start → end'),
      ...['input_1', 'input_2'].flatMap((targetHandle) => [{ source: 'end', target: 'many', targetHandle }]),
    ];
    const input = Array.from({ length: MAX_ITEMS / 2 + 1 }, () => ({}));
    const { ending } = await playToEnd({ nodes, connections }, { input });
    expect([ending.errorCode, ending.errorNodeId]).toEqual(['node.too_many_items', 'many']);
  });
});

describe('a loop over its limit', () => {
  it('fails before its first round, and disturbs nothing else', async () => {
    const loop = node('loop', 'logic.loop', { settings: { on_error: 'error_output' } });
    const connections = [...chain('start → loop:loop → end → loop'), ...chain('loop:error → rescue')];
    const ended = await playToEnd(
      { nodes: [trigger, loop, end, node('rescue', 'logic.noop')], connections },
      { input: Array.from({ length: 50_001 }, () => ({})) },
    );
    expect(record(ended, 'loop')).toMatchObject({ errorCode: 'loop.too_many_rounds', runIndex: 0 });
    expect(statuses(ended)).toMatchObject({ end: 'skipped', rescue: 'completed' });
  }, 20_000);
});

describe('a result that is too large', () => {
  const large = () => ({ headers: { 'content-type': 'text/plain' }, body: new Uint8Array(9_000_000).fill(0x61) });

  it('fails its node; all outputs count together', async () => {
    const { ending } = await playToEnd(asking(), { input: [{}, {}], respond: large });
    expect(ending).toMatchObject({ status: 'failed', errorCode: 'node.result_too_large', errorNodeId: 'ask' });
  });

  it('disturbs nothing else', async () => {
    const { nodes } = asking({ on_error: 'error_output' });
    const connections = [...chain('start → ask → end'), ...chain('ask:error → rescue')];
    const ended = await playToEnd(
      { nodes: [...nodes, node('rescue', 'logic.noop')], connections },
      { input: [{ n: 1 }, { n: 2 }], respond: large },
    );
    expect(ended.ending.outputData).toMatchObject([1, 2].map((n) => ({ n, error: { code: 'node.result_too_large' } })));
    expect(statuses(ended)).toEqual({ start: 'completed', ask: 'failed', end: 'skipped', rescue: 'completed' });
  });

  it.each([
    ['a', 20_000_000, 'completed'],
    ['日', 17_000_000, 'failed'],
    ['a', 33_000_000, 'failed'],
  ])('may hold what is there already, as in %s × %d, as far as a call carries it: %s', async (text, count, status) => {
    const graph = { nodes: [node('start', 'trigger.manual')], connections: [] };
    const { ending } = await playToEnd(graph, { input: [{ text: text.repeat(count) }] });
    expect([ending.status, ending.errorCode]).toEqual([status, status === 'failed' ? 'node.result_too_large' : null]);
  });

  it('may be as large as a journal entry', async () => {
    const { ending } = await playToEnd(asking(), { respond: large });
    expect(ending.status).toBe('completed');
  });

  // Two hundred thousand requests take a while beside other work.
  it('becomes one item with the error where one per item would be too large', { timeout: 180_000 }, async () => {
    const input = Array.from({ length: 200_000 }, (_, n) => ({ n }));
    const ended = await playToEnd(asking({ on_error: 'continue' }), { input, respond: () => ({ status: 404 }) });
    expect(ended.ending.outputData).toMatchObject([{ error: { code: 'http.client_error', node: 'ask' } }]);
  });
});
