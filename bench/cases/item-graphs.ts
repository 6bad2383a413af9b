import type { Graph } from '../../scripts/demo/client.ts';
import { chain, node } from '../../scripts/demo/graph.ts';

const START = node('start', 'trigger.manual');

const SET = node('set', 'action.set', {
  include: 'all',
  fields: [
    { name: 'label', value: '{{ $json.name }} of {{ $json.group }}' },
    { name: 'price', type: 'number', value: '{{ $json.total * 2 }}' },
  ],
});

const IF = node('if', 'logic.if', {
  conditions: {
    conditions: [{ left_value: '{{ $json.total }}', operator: { type: 'number', operation: 'gte' }, right_value: 0 }],
  },
});

const SORT = node('sort', 'action.sort', {
  mode: 'fields',
  fields: [{ field: 'name' }, { field: 'total', order: 'descending' }],
});

const SUMMARIZE = node('summarize', 'action.summarize', {
  fields: [
    { aggregation: 'sum', field: 'total' },
    { aggregation: 'count_unique', field: 'name' },
  ],
  split_by: ['group'],
});

/** A trigger, and one node that works on all of its items. */
export const NODES_OVER_ITEMS: readonly Graph[] = [
  { name: 'trigger alone', nodes: [START], connections: [] },
  { name: 'trigger → set', nodes: [START, SET], connections: chain('start → set') },
  { name: 'trigger → if', nodes: [START, IF], connections: chain('start → if') },
  { name: 'trigger → sort', nodes: [START, SORT], connections: chain('start → sort') },
  { name: 'trigger → summarize', nodes: [START, SUMMARIZE], connections: chain('start → summarize') },
];

/** All of these nodes one after the other; every item goes through every node. */
export const ITEM_CHAIN: Graph = {
  name: 'trigger → set → if → sort → summarize',
  nodes: [START, SET, IF, SORT, SUMMARIZE],
  connections: chain('start → set → if:true → sort → summarize'),
};

const NOOP = node('body', 'logic.noop');

/** start → loop, whose body sends each item back */
export const ITEM_LOOP: Graph = {
  name: 'Loop over items one by one',
  nodes: [START, node('loop', 'logic.loop', { batch_size: 1 }), NOOP],
  connections: [...chain('start → loop'), ...chain('loop:loop → body → loop')],
};
