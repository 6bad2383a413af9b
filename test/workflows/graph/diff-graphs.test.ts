import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import type { WorkflowGraph } from '../../../src/engine/workflow.ts';
import { diffGraphs, sameGraph } from '../../../src/workflows/graph/diff-graphs.ts';
import { diffJson } from '../../../src/workflows/graph/diff-json.ts';
import { http, manual, noop } from '../graphs.ts';

const start = { source: 'start', target: 'noop' };
const next = { source: 'noop', target: 'http' };

/** start → noop → http */
const graph: WorkflowGraph = {
  nodes: [manual, noop, http('https://example.com')],
  connections: [start, next],
  settings: { timezone: 'UTC' },
};

const nothing = {
  nodes: { added: [], removed: [], changed: [] },
  connections: { added: [], removed: [], reordered: false },
  settings: [],
  canvas: {
    notes: { added: [], removed: [], changed: [], reordered: false },
    groups: { added: [], removed: [], changed: [], reordered: false },
  },
};

describe('diffJson', () => {
  it.each([
    [1, 1, []],
    [1, '1', [{ op: 'replace', path: [], before: 1, after: '1' }]],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, [{ op: 'reorder', path: [], before: ['a', 'b'], after: ['b', 'a'] }]],
    [{ a: 1, b: 2 }, { a: 1, x: 3, b: 2 }, [{ op: 'add', path: ['x'], after: 3 }]],
    [
      [{ c: 3, b: { y: 1, x: 2 }, a: 1 }],
      [{ b: { x: 2, y: 4 }, c: 3 }],
      [
        { op: 'reorder', path: [0], before: ['c', 'b'], after: ['b', 'c'] },
        { op: 'reorder', path: [0, 'b'], before: ['y', 'x'], after: ['x', 'y'] },
        { op: 'replace', path: [0, 'b', 'y'], before: 1, after: 4 },
        { op: 'remove', path: [0, 'a'], before: 1 },
      ],
    ],
    [{}, { a: null }, [{ op: 'add', path: ['a'], after: null }]],
    [{ a: { b: [1, 2] } }, { a: { b: [1] } }, [{ op: 'remove', path: ['a', 'b', 1], before: 2 }]],
    [
      [{ a: 1 }, 2],
      [{ a: 3 }, 2, 4],
      [
        { op: 'replace', path: [0, 'a'], before: 1, after: 3 },
        { op: 'add', path: [2], after: 4 },
      ],
    ],
    [{ a: [1] }, { a: { 0: 1 } }, [{ op: 'replace', path: ['a'], before: [1], after: { 0: 1 } }]],
    [{}, JSON.parse('{"__proto__":1}'), [{ op: 'add', path: ['__proto__'], after: 1 }]],
    [{ toString: 1 }, {}, [{ op: 'remove', path: ['toString'], before: 1 }]],
  ])('finds the difference between %j and %j', (before, after, expected) => {
    expect(diffJson(before, after)).toEqual(expected);
  });
});

describe('diffGraphs', () => {
  it.each<[string, WorkflowGraph, object]>([
    ['nothing of the same graph', graph, {}],
    ['nothing of another order of nodes', { ...graph, nodes: graph.nodes.toReversed() }, {}],
    [
      'nothing of handles that are named as they are by default',
      { ...graph, connections: [{ ...start, sourceHandle: 'main', targetHandle: 'main' }, next] },
      {},
    ],
    [
      'a node and its connection removed',
      { ...graph, nodes: [manual, noop], connections: [start] },
      {
        nodes: { ...nothing.nodes, removed: [graph.nodes[2]] },
        connections: { ...nothing.connections, removed: [next] },
      },
    ],
    [
      'a node added',
      { ...graph, nodes: [...graph.nodes, { ...noop, id: 'more' }] },
      { nodes: { ...nothing.nodes, added: [{ ...noop, id: 'more' }] } },
    ],
    [
      'the places at which a node changed, under its new name',
      { ...graph, nodes: [manual, noop, { ...http('https://example.org'), name: 'Call', disabled: true }] },
      {
        nodes: {
          ...nothing.nodes,
          changed: [
            {
              id: 'http',
              name: 'Call',
              changes: [
                { op: 'replace', path: ['name'], before: 'http', after: 'Call' },
                { op: 'replace', path: ['config', 'url'], before: 'https://example.com', after: 'https://example.org' },
                { op: 'add', path: ['disabled'], after: true },
              ],
            },
          ],
        },
      },
    ],
    [
      'a connection that leaves by another handle as another one',
      { ...graph, connections: [start, { ...next, sourceHandle: 'error' }] },
      { connections: { added: [{ ...next, sourceHandle: 'error' }], removed: [next], reordered: false } },
    ],
    [
      'connections in another order',
      { ...graph, connections: [next, start] },
      { connections: { ...nothing.connections, reordered: true } },
    ],
    [
      'settings',
      { ...graph, settings: { timezone: 'UTC', timeout_seconds: 9 } },
      { settings: [{ op: 'add', path: ['timeout_seconds'], after: 9 }] },
    ],
  ])('finds %s', (_, after, expected) => {
    expect(diffGraphs(graph, after)).toEqual({ ...nothing, ...expected });
  });
});

describe('sameGraph', () => {
  it('ignores the order of nodes', () => {
    const named = { ...graph, name: 'a', nodes: graph.nodes.toReversed() };
    expect(sameGraph(named, graph)).toBe(true);
  });

  it('sees keys in another order, which is that in which they are sent on', () => {
    const written = (json: JsonObject) => ({ ...graph, nodes: [{ ...manual, config: { json } }, noop] });
    expect(sameGraph(written({ a: 1, b: 2 }), written({ b: 2, a: 1 }))).toBe(false);
    expect(sameGraph(written({ a: 1, b: 2 }), written({ a: 1, b: 2 }))).toBe(true);
  });

  it('sees connections in another order, which is the order in which items are joined', () => {
    expect(sameGraph(graph, { ...graph, connections: [next, start] })).toBe(false);
  });
});
