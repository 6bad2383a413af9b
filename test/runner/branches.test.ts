import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/engine/json.ts';
import type { WorkflowConnection, WorkflowNode } from '../../src/engine/workflow.ts';
import { MAX_CONCURRENT_NODES } from '../../src/runner/limits.ts';
import { chain } from '../support/graph.ts';
import { http, jsonAnswer, node, playToEnd, record, statuses } from './support/play.ts';

function set(id: string, json: { [name: string]: JsonValue }, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node(id, 'action.set', { ...more, config: { mode: 'json', json, include: 'all' } });
}

function isBig(id: string): WorkflowNode {
  const operator = { type: 'number', operation: 'gt' };
  return node(id, 'logic.if', {
    config: { conditions: { conditions: [{ left_value: '{{ $json.n }}', operator, right_value: 1 }] } },
  });
}

const NUMBERS = [{ n: 1 }, { n: 2 }, { n: 3 }];
const trigger = node('start', 'trigger.manual');

/** start → each of the nodes */
function fanOut(targets: readonly WorkflowNode[]) {
  return { nodes: [trigger, ...targets], connections: targets.map(({ id }) => ({ source: 'start', target: id })) };
}

function outputOf(ended: Awaited<ReturnType<typeof playToEnd>>, id: string) {
  return JSON.parse(JSON.stringify(record(ended, id).outputData));
}

describe('an execution', () => {
  it('ends with the items of the last node, and a record of each node in order', async () => {
    const graph = { nodes: [trigger, set('a', { a: 1 }), set('b', { b: 2 })], connections: chain('start → a → b') };
    const ended = await playToEnd(graph, { input: { n: 1 } });
    expect(ended.ending).toMatchObject({ status: 'completed', outputData: [{ n: 1, a: 1, b: 2 }], nodesCompleted: 3 });
    expect(ended.nodes.map(({ nodeId, position }) => [nodeId, position])).toEqual([
      ['start', 0],
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('runs independent branches at the same time', async () => {
    const arrived: string[] = [];
    const both = Promise.withResolvers<void>();
    const ended = await playToEnd(fanOut([http('one', 'GET'), http('two', 'GET')]), {
      respond: async ({ url }) => {
        arrived.push(url);
        if (arrived.length === 2) both.resolve();
        await both.promise;
        return {};
      },
    });
    expect([ended.ending.status, arrived.length]).toEqual(['completed', 2]);
  });

  it('limits how many nodes run at the same time', async () => {
    let active = 0;
    let most = 0;
    const targets = Array.from({ length: MAX_CONCURRENT_NODES * 2 }, (_, index) => http(`h${index}`, 'GET'));
    const ended = await playToEnd(fanOut(targets), {
      respond: async () => {
        active += 1;
        most = Math.max(most, active);
        await new Promise((resolve) => setTimeout(resolve, 1));
        active -= 1;
        return {};
      },
    });
    expect([ended.ending.nodesCompleted, most]).toEqual([MAX_CONCURRENT_NODES * 2 + 1, MAX_CONCURRENT_NODES]);
  });

  it('joins branches when all are decided, in the order of the connections', async () => {
    const nodes = [trigger, isBig('if'), set('small', { was: 'small' }), set('big', { was: 'big' }), set('end', {})];
    const connections = [...chain('start → if:false → small → end'), ...chain('if:true → big → end')];
    const ended = await playToEnd({ nodes, connections }, { input: NUMBERS });
    expect(ended.ending.outputData).toEqual([
      { n: 1, was: 'small' },
      { n: 2, was: 'big' },
      { n: 3, was: 'big' },
    ]);
  });

  it('skips nodes without items and all behind them, but not a join with another branch', async () => {
    const nodes = [trigger, isBig('if'), set('big', {}), set('bigger', {}), set('small', {}), set('end', {})];
    const connections = [...chain('start → if:true → big → bigger → end'), ...chain('if:false → small → end')];
    const ended = await playToEnd({ nodes, connections }, { input: [{ n: 0 }] });
    expect(statuses(ended)).toEqual({
      start: 'completed',
      if: 'completed',
      big: 'skipped',
      bigger: 'skipped',
      small: 'completed',
      end: 'completed',
    });
    expect(record(ended, 'big')).toMatchObject({ startedAt: null, outputData: null });
  });

  it('runs a chain of a thousand nodes', async () => {
    const links = Array.from({ length: 1000 }, (_, index) => node(`n${index}`, 'logic.noop'));
    const ids = ['start', ...links.map(({ id }) => id)];
    const connections: WorkflowConnection[] = links.map(({ id }, index) => ({ source: ids[index] ?? '', target: id }));
    const ended = await playToEnd({ nodes: [trigger, ...links], connections });
    expect(ended.ending).toMatchObject({ status: 'completed', nodesCompleted: 1001 });
  });

  it('runs a fan-out to a thousand nodes, and their join', async () => {
    const targets = Array.from({ length: 1000 }, (_, index) => set(`n${index}`, { at: index }));
    const { nodes, connections } = fanOut(targets);
    const joins = targets.map(({ id }) => ({ source: id, target: 'end' }));
    const ended = await playToEnd({ nodes: [...nodes, set('end', {})], connections: [...connections, ...joins] });
    expect(ended.ending).toMatchObject({ status: 'completed', nodesCompleted: 1002 });
    expect(ended.ending.outputData).toEqual(Array.from({ length: 1000 }, (_, at) => ({ at })));
  });
});

describe('the settings of a node', () => {
  it('let it put out an empty item where it would put out none', async () => {
    const list = http('list', 'GET', { settings: { always_output_data: true } });
    const graph = { nodes: [trigger, list, set('end', {})], connections: chain('start → list → end') };
    const ended = await playToEnd(graph, { respond: () => jsonAnswer([]) });
    expect([statuses(ended).end, outputOf(ended, 'list').main[0].json]).toEqual(['completed', {}]);
  });

  it('let it run with the first item only', async () => {
    const graph = {
      nodes: [trigger, set('once', {}, { settings: { execute_once: true } })],
      connections: chain('start → once'),
    };
    const ended = await playToEnd(graph, { input: NUMBERS });
    expect(ended.ending.outputData).toEqual([{ n: 1 }]);
  });

  it('let it run with the first item of each of its inputs, which stay linked', async () => {
    // start → few → merge, start → many → merge → end
    const doubled = { nodes: [trigger, set('few', { way: 'few' }), set('many', { way: 'many' })] };
    const merge = node('merge', 'logic.merge', { config: { mode: 'append' }, settings: { execute_once: true } });
    const graph = {
      nodes: [...doubled.nodes, merge, set('end', { was: "{{ $('start').item.json.n }}" })],
      connections: [
        ...chain('start → few'),
        ...chain('start → many'),
        { source: 'few', target: 'merge', targetHandle: 'input_1' },
        { source: 'many', target: 'merge', targetHandle: 'input_2' },
        ...chain('merge → end'),
      ],
    };
    const ended = await playToEnd(graph, { input: NUMBERS });
    expect(ended.ending.outputData).toEqual(['few', 'many'].map((way) => ({ n: 1, way, was: 1 })));
  });

  it('let a loop take the first item only, and all that its body makes of it', async () => {
    const split = node('split', 'action.split_out', { config: { fields: ['list'] } });
    const graph = {
      nodes: [trigger, node('loop', 'logic.loop', { settings: { execute_once: true } }), split, set('end', {})],
      connections: [...chain('start → loop:loop → split → loop'), ...chain('loop:done → end')],
    };
    const ended = await playToEnd(graph, { input: [{ list: [1, 2] }, { list: [3] }] });
    expect(ended.ending.outputData).toHaveLength(2);
  });

  it('let it put out an empty item when all were filtered out, but not when none came in', async () => {
    const settings = { always_output_data: true };
    const list = http('list', 'GET', { settings });
    const graph = {
      nodes: [trigger, isBig('if'), list, set('end', {})],
      connections: chain('start → if:true → list → end'),
    };
    const ended = await playToEnd(graph, { input: { n: 0 } });
    expect(statuses(ended)).toMatchObject({ list: 'skipped', end: 'skipped' });
  });

  it('let it be disabled: it passes its items on, linked', async () => {
    const graph = {
      nodes: [trigger, http('off', 'POST', { disabled: true }), set('end', { first: "{{ $('start').item.json.n }}" })],
      connections: chain('start → off → end'),
    };
    const ended = await playToEnd(graph, { input: NUMBERS });
    expect(ended.ending.outputData).toEqual(NUMBERS.map(({ n }) => ({ n, first: n })));
  });
});

describe('linked items', () => {
  it('are found across a filter, a join and a request per item', async () => {
    const nodes = [trigger, isBig('if'), http('ask', 'GET'), set('end', { n: "{{ $('start').item.json.n }}" })];
    const connections = [...chain('start → if:true → ask → end'), ...chain('if:false → end')];
    const ended = await playToEnd({ nodes, connections }, { input: NUMBERS, respond: () => jsonAnswer({ ok: true }) });
    expect(ended.ending.outputData).toEqual([{ n: 2, ok: true }, { n: 3, ok: true }, { n: 1 }]);
  });
});
