import { NeonDbError } from '@neondatabase/serverless';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RetryPolicy } from '../../src/engine/workflow.ts';
import { chain } from '../support/graph.ts';
import { http, node, playToEnd, record } from './support/play.ts';

const trigger = node('start', 'trigger.manual');
const retry: RetryPolicy = { max_attempts: 3, backoff: 'fixed', delay_ms: 5, max_delay_ms: 5, jitter: 0 };

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

describe('a node whose credential cannot be read', () => {
  const bearer = { type: 'bearer', data: { token: 'secret' }, allowedHosts: [] };
  const graph = {
    nodes: [trigger, http('ask', 'GET', { credentials: 'c-1', settings: { retry } })],
    connections: chain('start → ask'),
  };

  it('is retried when the database was away', async () => {
    let reads = 0;
    const credential = async () => {
      reads += 1;
      if (reads === 1) throw new Error('Failed query', { cause: new NeonDbError('fetch failed') });
      return bearer;
    };
    const ended = await playToEnd(graph, { credential });
    expect([ended.ending.status, record(ended, 'ask').retryCount]).toEqual(['completed', 1]);
  });

  it('says so when the database stays away', async () => {
    const credential = async () => {
      throw new NeonDbError('fetch failed');
    };
    expect((await playToEnd(graph, { credential })).ending.errorCode).toBe('database.unavailable');
  });

  it.each([
    ['it is broken', new Error('not sealed with this key')],
    ['the statement is wrong', Object.assign(new NeonDbError('no such column'), { code: '42703' })],
  ])('fails for good when %s', async (_why, error) => {
    const credential = async () => {
      throw error;
    };
    const ended = await playToEnd(graph, { credential });
    expect([ended.ending.errorCode, record(ended, 'ask').retryCount]).toEqual(['node.internal', 0]);
  });
});

describe('a node that is told to give up', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is not reported as a defect', async () => {
    const logged = vi.spyOn(console, 'error');
    let gaveUp = false;
    const respond = ({ url }: { url: string }, signal: AbortSignal) => {
      if (url === 'https://bad.test') return { status: 404 };
      return never(signal).finally(() => {
        gaveUp = true;
      });
    };
    const graph = { nodes: [trigger, http('slow', 'GET'), http('bad', 'GET')], connections: [] };
    const connections = [...chain('start → slow'), ...chain('start → bad')];
    const ended = await playToEnd({ ...graph, connections }, { respond });
    await vi.waitFor(() => expect(gaveUp).toBe(true));
    expect([ended.ending.errorNodeId, logged.mock.calls]).toEqual(['bad', []]);
  });
});
