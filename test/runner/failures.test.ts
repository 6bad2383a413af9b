import { describe, expect, it } from 'vitest';
import type { RetryPolicy } from '../../src/engine/workflow.ts';
import { chain } from '../support/graph.ts';
import { http, jsonAnswer, node, playToEnd, record, statuses } from './support/play.ts';

const trigger = node('start', 'trigger.manual');
const end = node('end', 'logic.noop');
const retry: RetryPolicy = { max_attempts: 3, backoff: 'fixed', delay_ms: 5, max_delay_ms: 5, jitter: 0 };

/** start → ask → end */
function asking(settings = {}, connections = chain('start → ask → end')) {
  return { nodes: [trigger, http('ask', 'GET', { settings }), end], connections };
}

/** Fails so many times, then answers. */
function failing(times: number) {
  let calls = 0;
  return {
    calls: () => calls,
    respond: () => {
      calls += 1;
      return calls <= times ? { status: 503 } : jsonAnswer({ calls });
    },
  };
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

describe('a node that fails', () => {
  it('fails the execution, with the error and the node', async () => {
    const ended = await playToEnd(asking(), { respond: () => ({ status: 404, statusText: 'Not Found' }) });
    expect(ended.ending).toMatchObject({
      status: 'failed',
      errorCode: 'http.client_error',
      errorMessage: 'Item 0: The server answered 404 Not Found',
      errorNodeId: 'ask',
      outputData: null,
    });
    expect(statuses(ended)).toEqual({ start: 'completed', ask: 'failed' });
  });

  it('is retried after its delay, and its retries are counted', async () => {
    const server = failing(2);
    const ended = await playToEnd(asking({ retry }), server);
    expect([ended.ending.status, ended.ending.outputData]).toEqual(['completed', [{ calls: 3 }]]);
    expect(record(ended, 'ask')).toMatchObject({ retryCount: 2, errorCode: null });
  });

  it('fails for good after its last attempt', async () => {
    const server = failing(5);
    const ended = await playToEnd(asking({ retry }), server);
    expect([ended.ending.errorCode, server.calls()]).toEqual(['http.server_error', 3]);
  });

  it('is not retried if that cannot help', async () => {
    let calls = 0;
    const respond = () => {
      calls += 1;
      return { status: 400 };
    };
    await playToEnd(asking({ retry }), { respond });
    expect(calls).toBe(1);
  });

  it.each([
    { on: ['client_error'], status: 404, calls: 3 },
    { on: ['network', 'rate_limited'], status: 429, calls: 3 },
    { on: ['timeout', 'server_error'], status: 404, calls: 1 },
    { on: ['network'], status: 503, calls: 1 },
  ] as const)('is asked $calls times about $status where $on are retried', async ({ on, status, calls }) => {
    let asked = 0;
    const respond = () => {
      asked += 1;
      return { status };
    };
    await playToEnd(asking({ retry: { ...retry, on } }), { respond });
    expect(asked).toBe(calls);
  });

  it('is retried after its timeout if timeouts are retried', async () => {
    let asked = 0;
    const respond = () => {
      asked += 1;
      return new Promise<never>(() => undefined);
    };
    const policy: RetryPolicy = { ...retry, on: ['timeout'] };
    const { ending } = await playToEnd(asking({ timeout_ms: 5, retry: policy }), { respond });
    expect([ending.errorCode, asked]).toEqual(['node.timed_out', 3]);
  });

  it('may have fifty attempts', async () => {
    const policy: RetryPolicy = { ...retry, max_attempts: 50, delay_ms: 0, max_delay_ms: 0 };
    const server = failing(49);
    const { ending } = await playToEnd(asking({ retry: policy }), server);
    expect([ending.status, server.calls()]).toEqual(['completed', 50]);
  });

  it('can send its items on, each with the error', async () => {
    const graph = asking({ on_error: 'continue' });
    const ended = await playToEnd(graph, { input: [{ n: 1 }, { n: 2 }], respond: () => ({ status: 404 }) });
    const error = (item: number) => ({
      code: 'http.client_error',
      message: `Item ${item}: The server answered 404`,
      node: 'ask',
    });
    expect([ended.ending.status, ended.ending.outputData]).toEqual([
      'completed',
      [
        { n: 1, error: error(0) },
        { n: 2, error: error(1) },
      ],
    ]);
    expect(statuses(ended)).toEqual({ start: 'completed', ask: 'failed', end: 'completed' });
  });

  it('can send them out of its error handle instead of its main one', async () => {
    const rescue = node('rescue', 'action.set', {
      config: { mode: 'json', json: { was: "{{ $('start').item.json.n }}", why: '{{ $json.error.code }}' } },
    });
    const { nodes } = asking({ on_error: 'error_output' });
    const connections = [...chain('start → ask → end'), ...chain('ask:error → rescue')];
    const ended = await playToEnd(
      { nodes: [...nodes, rescue], connections },
      { input: { n: 7 }, respond: () => ({ status: 404 }) },
    );
    expect(ended.ending.outputData).toEqual([{ was: 7, why: 'http.client_error' }]);
    expect(statuses(ended).end).toBe('skipped');
  });

  it('stops other branches', async () => {
    const aborted: string[] = [];
    const nodes = [trigger, http('slow', 'GET'), http('bad', 'GET')];
    const connections = [...chain('start → slow'), ...chain('start → bad')];
    const ended = await playToEnd(
      { nodes, connections },
      {
        respond: ({ url }, signal) => {
          if (url.includes('bad')) return { status: 404 };
          signal.addEventListener('abort', () => {
            aborted.push(url);
          });
          return never(signal);
        },
      },
    );
    expect(statuses(ended)).toEqual({ start: 'completed', slow: 'cancelled', bad: 'failed' });
    expect(aborted).toEqual(['https://slow.test']);
  });

  it('does not show the message of a defect of ours', async () => {
    const respond = () => {
      throw new TypeError('secret of the implementation');
    };
    const { ending } = await playToEnd(asking(), { respond });
    expect([ending.errorCode, ending.errorMessage]).toEqual(['node.internal', expect.not.stringContaining('secret')]);
  });
});

describe('stop and error', () => {
  it('fails the execution with the message of the workflow', async () => {
    const stop = node('stop', 'action.stop_error', { config: { message: 'Order {{ $json.n }} is empty' } });
    const { ending } = await playToEnd(
      { nodes: [trigger, stop], connections: chain('start → stop') },
      { input: { n: 7 } },
    );
    expect(ending).toMatchObject({ status: 'failed', errorCode: 'workflow.stopped', errorMessage: 'Order 7 is empty' });
  });
});
