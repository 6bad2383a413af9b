import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { chain } from '../support/graph.ts';
import { createFakeObject } from './support/fake-remote.ts';
import { type Drawn, http, jsonAnswer, node, playToEnd, record, statuses } from './support/play.ts';

const trigger = node('start', 'trigger.manual');
const PINNED = [{ json: { pin: 1 } }, { json: { pin: 2 } }];
const look = set('look', { pin: '{{ $json.pin }}', n: "{{ $('start').item.json.n }}" });

function set(id: string, json: { [name: string]: JsonValue }, more: Partial<WorkflowNode> = {}): WorkflowNode {
  return node(id, 'action.set', { ...more, config: { mode: 'json', json, include: 'all' } });
}

/** start → send → look, where data are pinned to `send` */
function pinned(more: Partial<WorkflowNode> = {}, drawing = 'start → send → look'): Drawn {
  return {
    nodes: [trigger, http('send', 'POST', { pinned_data: PINNED, ...more }), look],
    connections: chain(drawing),
  };
}

/** Whoever sends something fails. */
function refuse() {
  return jsonAnswer({}, 500);
}

function run(graph: Drawn, input: JsonValue, options: JsonValue = { pinned: true }) {
  return playToEnd(graph, { input, respond: refuse, runOptions: options });
}

describe('a node with pinned data', () => {
  it('is not performed where they are used: they are its output', async () => {
    const ended = await run(pinned(), [{ n: 1 }, { n: 2 }]);
    expect(ended.ending.outputData).toEqual([
      { pin: 1, n: 1 },
      { pin: 2, n: 2 },
    ]);
    expect(record(ended, 'send')).toMatchObject({ source: 'pinned', status: 'completed', durationMs: 0 });
    expect(record(ended, 'look').source).toBe('performed');
  });

  it('has no effect, so no intent is journaled', async () => {
    const object = createFakeObject();
    await playToEnd(pinned(), {
      input: [{ n: 1 }, { n: 2 }],
      respond: refuse,
      runOptions: { pinned: true },
      remote: object.remote(1),
    });
    expect(object.entries()).toEqual([]);
  });

  it('is performed where they are not used', async () => {
    const ended = await run(pinned(), {}, null);
    expect([ended.ending.status, ended.ending.errorNodeId]).toEqual(['failed', 'send']);
  });

  it('has items without links if their number differs from the input', async () => {
    const ended = await run(pinned(), [{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(ended.ending).toMatchObject({ status: 'failed', errorNodeId: 'look' });
    expect(ended.ending.errorMessage).toContain('send');
  });

  it('can be the trigger', async () => {
    const start = { ...trigger, pinned_data: [{ json: { n: 5 } }] };
    const graph = { nodes: [start, set('end', {})], connections: chain('start → end') };
    expect((await run(graph, { n: 1 })).ending.outputData).toEqual([{ n: 5 }]);
  });

  it('sends nothing on if no item is pinned', async () => {
    expect(statuses(await run(pinned({ pinned_data: [] }), {}))).toMatchObject({ send: 'completed', look: 'skipped' });
  });

  it('puts them out in each round of a loop', async () => {
    const graph: Drawn = {
      nodes: [trigger, node('loop', 'logic.loop'), http('send', 'POST', { pinned_data: [{ json: { pin: 1 } }] })],
      connections: chain('start → loop:loop → send → loop'),
    };
    const ended = await run(graph, [{}, {}]);
    expect(record(ended, 'loop').outputData).toEqual({
      done: [1, 1].map((pin) => expect.objectContaining({ json: { pin } })),
    });
  });

  it('stands for a whole loop when it is the loop node', async () => {
    const graph: Drawn = {
      nodes: [trigger, node('loop', 'logic.loop', { pinned_data: PINNED }), http('send', 'POST'), set('end', {})],
      connections: [...chain('start → loop:loop → send → loop'), ...chain('loop:done → end')],
    };
    const ended = await run(graph, [{}]);
    expect([ended.ending.outputData, statuses(ended).send]).toEqual([[{ pin: 1 }, { pin: 2 }], 'skipped']);
  });

  it('passes its items on while it is disabled', async () => {
    const ended = await run(pinned({ disabled: true }), { n: 1 });
    expect(record(ended, 'send')).toMatchObject({
      source: 'performed',
      outputData: { main: [expect.objectContaining({ json: { n: 1 } })] },
    });
  });
});

describe('a disabled node', () => {
  const off = { disabled: true } as const;

  it('starts nothing when it is the trigger: all that follows is skipped', async () => {
    const graph = { nodes: [{ ...trigger, ...off }, set('end', {})], connections: chain('start → end') };
    const ended = await run(graph, { n: 1 }, null);
    expect([ended.ending.status, statuses(ended)]).toEqual(['completed', { start: 'completed', end: 'skipped' }]);
  });

  it('passes all items on by its first handle', async () => {
    const graph: Drawn = {
      nodes: [
        trigger,
        node('if', 'logic.if', { ...off, config: { conditions: { conditions: [] } } }),
        set('yes', {}),
        set('no', {}),
      ],
      connections: [...chain('start → if:true → yes'), ...chain('if:false → no')],
    };
    const ended = await run(graph, [{ n: 1 }, { n: 2 }], null);
    expect(statuses(ended)).toMatchObject({ yes: 'completed', no: 'skipped' });
    expect(ended.ending.outputData).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('passes on the items of all its inputs, in their order', async () => {
    const graph: Drawn = {
      nodes: [
        trigger,
        set('a', { at: 'a' }),
        set('b', { at: 'b' }),
        node('merge', 'logic.merge', { ...off }),
        set('end', {}),
      ],
      connections: [
        ...chain('start → a'),
        ...chain('start → b'),
        { source: 'b', target: 'merge', targetHandle: 'input_2' },
        { source: 'a', target: 'merge', targetHandle: 'input_1' },
        ...chain('merge → end'),
      ],
    };
    expect((await run(graph, {}, null)).ending.outputData).toEqual([{ at: 'a' }, { at: 'b' }]);
  });

  it('skips its body if it is a loop', async () => {
    const graph: Drawn = {
      nodes: [trigger, node('loop', 'logic.loop', off), http('send', 'POST'), set('end', {})],
      connections: [...chain('start → loop:loop → send → loop'), ...chain('loop:done → end')],
    };
    const ended = await run(graph, [{ n: 1 }, { n: 2 }], null);
    expect([ended.ending.outputData, statuses(ended).send]).toEqual([[{ n: 1 }, { n: 2 }], 'skipped']);
  });

  it('passes its items on in each round of a loop', async () => {
    const graph: Drawn = {
      nodes: [trigger, node('loop', 'logic.loop'), http('send', 'POST', off), set('end', {})],
      connections: [...chain('start → loop:loop → send → loop'), ...chain('loop:done → end')],
    };
    const ended = await run(graph, [{ n: 1 }, { n: 2 }], null);
    expect([ended.ending.outputData, ended.nodes.filter(({ nodeId }) => nodeId === 'send').length]).toEqual([
      [{ n: 1 }, { n: 2 }],
      2,
    ]);
  });

  it('can be the last node', async () => {
    const graph = { nodes: [trigger, http('send', 'POST', off)], connections: chain('start → send') };
    expect((await run(graph, { n: 1 }, null)).ending.outputData).toEqual([{ n: 1 }]);
  });
});
