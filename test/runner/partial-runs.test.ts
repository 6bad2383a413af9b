import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { chain } from '../support/graph.ts';
import { earlierOf } from './support/earlier.ts';
import { createFakeObject } from './support/fake-remote.ts';
import { type Drawn, EXECUTION, http, jsonAnswer, node, type Play, play, playToEnd, record } from './support/play.ts';

const trigger = node('start', 'trigger.manual');

function set(id: string, json: { [name: string]: JsonValue }, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node(id, 'action.set', { ...more, config: { mode: 'json', json, include: 'all' } });
}

/** Counts who was called; each answers with its name. */
function world() {
  const calls: string[] = [];
  const respond: NonNullable<Play['respond']> = ({ url }) => {
    const host = new URL(url).hostname.replace('.test', '');
    calls.push(host);
    return jsonAnswer({ from: host });
  };
  return { calls, respond };
}

// start → a → b → d → e, start → c → d, start → side
const GRAPH: Drawn = {
  nodes: [trigger, ...['a', 'b', 'c', 'd', 'e', 'side'].map((id) => http(id, 'POST'))],
  connections: [...chain('start → a → b → d → e'), ...chain('start → c → d'), ...chain('start → side')],
};

async function called(graph: Drawn, options: Play): Promise<readonly string[]> {
  const { calls, respond } = world();
  const ended = await playToEnd(graph, { respond, ...options });
  expect(ended.ending.errorMessage).toBeNull();
  return calls.toSorted();
}

describe('running up to a node', () => {
  it.each([
    ['start', []],
    ['b', ['a', 'b']],
    ['d', ['a', 'b', 'c', 'd', 'd']],
  ])('performs %s and what leads to it, and nothing else', async (destination, expected) => {
    expect(await called(GRAPH, { runOptions: { destination_node_id: destination } })).toEqual(expected);
  });

  it('runs a loop on the way as a whole', async () => {
    // start → loop → send → loop, send → aside, loop:done → end → after
    const graph: Drawn = {
      nodes: [trigger, node('loop', 'logic.loop'), ...['send', 'aside', 'end', 'after'].map((id) => http(id, 'POST'))],
      connections: [
        ...chain('start → loop:loop → send → loop'),
        ...chain('send → aside'),
        ...chain('loop:done → end → after'),
      ],
    };
    const options = { input: [{}, {}], runOptions: { destination_node_id: 'end' } };
    expect(await called(graph, options)).toEqual(['aside', 'aside', 'end', 'end', 'send', 'send']);
  });

  it('lets expressions name nodes that take no part', async () => {
    const graph = { ...GRAPH, nodes: [...GRAPH.nodes, set('look', { saw: "{{ $('side').isExecuted }}" })] };
    const connections = [...graph.connections, ...chain('a → look')];
    const ended = await playToEnd(
      { ...graph, connections },
      { ...world(), runOptions: { destination_node_id: 'look' } },
    );
    expect(ended.ending.outputData).toEqual([{ from: 'a', saw: false }]);
  });

  it('has no effects when no writing node takes part', async () => {
    const graph = { ...GRAPH, nodes: [trigger, http('a', 'GET'), ...GRAPH.nodes.slice(2)] };
    const object = createFakeObject();
    await playToEnd(graph, { ...world(), remote: object.remote(1), runOptions: { destination_node_id: 'a' } });
    expect(object.entries()).toEqual([]);
  });
});

describe('running from a node with the data of an earlier execution', () => {
  async function from(start: string, options: { graph?: Drawn; destination?: string } = {}) {
    const first = await playToEnd(GRAPH, { respond: world().respond });
    const { calls, respond } = world();
    const graph = options.graph ?? GRAPH;
    const destination = options.destination === undefined ? {} : { destination_node_id: options.destination };
    const runOptions = { start_node_id: start, reuse_execution_id: EXECUTION, ...destination };
    const ended = await playToEnd(graph, {
      respond,
      earlier: earlierOf(first, { version: 1, graph: GRAPH }),
      runOptions,
    });
    return { ended, calls: calls.toSorted() };
  }

  it.each([
    ['start', ['a', 'b', 'c', 'd', 'd', 'e', 'e', 'side']],
    ['b', ['b', 'd', 'd', 'e', 'e']],
    ['e', ['e', 'e']],
  ])('performs %s and what follows, and nothing else', async (start, expected) => {
    expect((await from(start)).calls).toEqual(expected);
  });

  it('runs from one node up to another', async () => {
    expect((await from('b', { destination: 'd' })).calls).toEqual(['b', 'd', 'd']);
  });

  it('performs nodes that have no data in the earlier execution', async () => {
    const graph = {
      nodes: [...GRAPH.nodes, http('new', 'POST')],
      connections: [...GRAPH.connections, ...chain('start → new → d')],
    };
    expect((await from('e', { graph })).calls).toEqual(['e', 'e', 'new']);
  });

  it('performs a node whose type has changed', async () => {
    const nodes = GRAPH.nodes.map((one) => (one.id === 'c' ? set('c', { n: 1 }) : one));
    const { ended } = await from('e', { graph: { ...GRAPH, nodes } });
    expect([record(ended, 'c').source, record(ended, 'a').source]).toEqual(['performed', 'reused']);
  });

  it('keeps the links of items, as far as they go back', async () => {
    const look = set('e', { linked: "{{ $('start').item.json.n }}" });
    const graph = { ...GRAPH, nodes: GRAPH.nodes.map((one) => (one.id === 'e' ? look : one)) };
    const first = await playToEnd(graph, { ...world(), input: { n: 7 } });
    const runOptions = { start_node_id: 'e', reuse_execution_id: EXECUTION };
    const ended = await playToEnd(graph, { ...world(), earlier: earlierOf(first, { version: 1, graph }), runOptions });
    expect(ended.ending.outputData).toEqual(['d', 'd'].map((from) => ({ from, linked: 7 })));
  });
});

describe('a runner that takes over', () => {
  // start → one → rest → two
  const graph: Drawn = {
    nodes: [
      trigger,
      http('one', 'POST'),
      node('rest', 'logic.wait', { config: { resume: 'after', amount: 1, unit: 'hours' } }),
      http('two', 'POST'),
    ],
    connections: chain('start → one → rest → two'),
  };
  const runOptions = { start_node_id: 'rest', reuse_execution_id: EXECUTION };

  async function restingAfterReuse() {
    const object = createFakeObject();
    const whole = { ...graph, nodes: graph.nodes.map((one) => (one.id === 'rest' ? node('rest', 'logic.noop') : one)) };
    const first = await playToEnd(whole, { respond: world().respond });
    const earlier = earlierOf(first, { version: 1, graph });
    const result = await play(graph, { ...world(), earlier, runOptions, remote: object.remote(1) });
    expect(result.type).toBe('suspended');
    return object;
  }

  it('goes on after a wait with the journaled outputs, though the earlier execution is gone', async () => {
    const object = await restingAfterReuse();
    const { calls, respond } = world();
    const later = { epoch: 2, remote: object.remote(2), now: () => Date.now() + 2 * 3_600_000 };
    const ended = await playToEnd(graph, { respond, replay: object.takeOver(2), runOptions, ...later });
    expect([ended.ending.status, calls]).toEqual(['completed', ['two']]);
    expect(record(ended, 'one').source).toBe('reused');
  });

  it('fails the execution when the earlier one is gone and nodes were running', async () => {
    const object = await restingAfterReuse();
    const entries = object.takeOver(2).filter(({ event }) => event.type !== 'node_waiting');
    const { calls, respond } = world();
    const ended = await playToEnd(graph, { respond, replay: entries, runOptions, epoch: 2, remote: object.remote(2) });
    expect([ended.ending.errorCode, calls]).toEqual(['execution.reuse_missing', []]);
    expect(record(ended, 'rest').status).toBe('cancelled');
  });
});
