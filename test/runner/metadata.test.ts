import { describe, expect, it } from 'vitest';
import { chain } from '../support/graph.ts';
import { createFakeObject } from './support/fake-remote.ts';
import { http, node, play, playToEnd } from './support/play.ts';

function saving(id: string, key: string, value: string) {
  return node(id, 'action.execution_data', { config: { data: [{ key, value }] } });
}

/** start → first → second → third → end, an effect */
const THRICE = {
  nodes: [
    node('start', 'trigger.manual'),
    saving('first', 'order', '1'),
    saving('second', 'shop', 'north'),
    saving('third', 'order', '2'),
    http('end', 'POST'),
  ],
  connections: chain('start → first → second → third → end'),
};

describe('the metadata of an execution', () => {
  it('are the values of its nodes; the latest of the same key counts', async () => {
    expect((await playToEnd(THRICE)).ending.metadata).toEqual({ order: '2', shop: 'north' });
  });

  it('are none without such nodes', async () => {
    const graph = { nodes: [node('start', 'trigger.manual')], connections: [] };
    expect((await playToEnd(graph)).ending.metadata).toBeNull();
  });

  it('are kept when it fails', async () => {
    const failing = { respond: () => ({ status: 400 }) };
    expect((await playToEnd(THRICE, failing)).ending).toMatchObject({ status: 'failed', metadata: { order: '2' } });
  });

  it('are kept when the runner is lost, and count once', async () => {
    const object = createFakeObject();
    const stop = new AbortController();
    const lost = play(THRICE, {
      remote: object.remote(1),
      stop: stop.signal,
      respond: () => {
        stop.abort('lost');
        return new Promise(() => undefined);
      },
    });
    expect((await lost).type).toBe('lost');
    const { ending } = await playToEnd(THRICE, { remote: object.remote(2), replay: object.takeOver(2), epoch: 2 });
    expect(ending).toMatchObject({ status: 'completed', metadata: { order: '2', shop: 'north' } });
  });

  it('have ten keys at most, over all nodes', async () => {
    const nodes = Array.from({ length: 11 }, (_none, index) => saving(`n${index}`, `key ${index}`, 'x'));
    const connections = chain(['start', ...nodes.map(({ id }) => id)].join(' → '));
    const { ending } = await playToEnd({ nodes: [node('start', 'trigger.manual'), ...nodes], connections });
    expect(ending).toMatchObject({ status: 'failed', errorCode: 'execution_data.too_many_keys', errorNodeId: 'n10' });
    expect(Object.keys(ending.metadata ?? {})).toHaveLength(10);
  });
});
