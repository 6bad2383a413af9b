import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { node, playToEnd } from '../runner/support/play.ts';
import { chain } from '../support/graph.ts';

const IS_LARGE = {
  conditions: {
    conditions: [{ left_value: '{{ $json.n }}', operator: { type: 'number', operation: 'gt' }, right_value: 10 }],
  },
};

function set(id: string, value = '{{ $json.n }}') {
  return node(id, 'action.set', { config: { fields: [{ name: 'n', type: 'any', value }] } });
}

/** start → if; true → large → join, false → small → join → end; start → empty → behind_empty → end. One of them reads another node. */
function graph(value: string, reader = 'end') {
  const nodes = [
    node('start', 'trigger.manual'),
    node('other', 'trigger.manual'),
    node('if', 'logic.if', { config: IS_LARGE }),
    ...['large', 'small', 'end', 'from_other'].map((id) => (id === reader ? set(id, value) : set(id))),
    node('empty', 'logic.filter', { config: IS_LARGE }),
    set('behind_empty'),
    node('join', 'logic.noop'),
  ];
  return {
    nodes,
    connections: [
      ...chain('start → if'),
      { source: 'if', target: 'large', sourceHandle: 'true' },
      { source: 'if', target: 'small', sourceHandle: 'false' },
      ...chain('large → join'),
      ...chain('small → join'),
      ...chain('join → end'),
      ...chain('start → empty → behind_empty → end'),
      ...chain('other → from_other → end'),
    ],
  };
}

async function messageOf(value: string, input: JsonObject[] = [{ n: 1 }], reader = 'end') {
  const { ending } = await playToEnd(graph(value, reader), { input });
  return { code: ending.errorCode, message: ending.errorMessage };
}

describe('a reference to a node that has brought nothing', () => {
  test.each([
    ['.item.json.n', 'large', 'end', 'no items came out of output "true" of "if", so none reached it'],
    ['.first().json.n', 'large', 'end', 'no items came out of output "true" of "if", so none reached it'],
    ['.all()', 'behind_empty', 'end', 'no items came out of "empty", so none reached it'],
    ['.last().json.n', 'end', 'small', 'it comes after this node'],
    ['.item.json.n', 'end', 'end', 'it is this node itself'],
    ['.first()', 'behind_empty', 'small', 'no connection leads from it to this node'],
    ['.first()', 'other', 'end', 'the execution began at another trigger'],
    ['.first()', 'from_other', 'end', 'the execution began at another trigger'],
  ])('by %s of %s in %s says why: %s', async (how, target, reader, reason) => {
    const { code, message } = await messageOf(`{{ $('${target}')${how} }}`, [{ n: 1 }], reader);
    expect(code).toBe('expression.node_not_executed');
    expect(message).toContain(`The node "${target}" has not been executed: ${reason}.`);
  });

  test('says that it ran for other items, where it did', async () => {
    const { code, message } = await messageOf(`{{ $('large').item.json.n }}`, [{ n: 20 }, { n: 1 }]);
    expect(code).toBe('expression.node_not_executed');
    expect(message).toContain(
      'The node "large" has been executed, but this item is not made of any of its items: it came another way.',
    );
  });

  test.each([
    [
      "$('if').first('ture').json.n",
      'The node "if" has no output "ture". Did you mean "true"? The outputs are "true", "false".',
    ],
    ["$('if').all(1)", 'An output is named by its handle, such as "true" or "main". The outputs are "true", "false".'],
    ["$('if').all('')", 'The node "if" has no output "". The outputs are "true", "false".'],
    [
      "$('star' + 'tt').first()",
      'There is no node "startt" in this workflow. Did you mean "start"? The nodes are "start",',
    ],
  ])('by a wrong name tells which there are: %s', async (source, message) => {
    expect((await messageOf(`{{ ${source} }}`)).message).toContain(message);
  });

  test('reads each output that there is', async () => {
    const { ending } = await playToEnd(graph(`{{ $('if').all('true').length + $('if').all('false').length }}`), {
      input: [{ n: 1 }],
    });
    expect(ending.outputData).toEqual([{ n: 1 }]);
  });

  test('asks whether it ran without failing', async () => {
    const { ending } = await playToEnd(graph(`{{ $('large').isExecuted }}`), { input: [{ n: 1 }] });
    expect(ending.outputData).toEqual([{ n: false }]);
  });
});
