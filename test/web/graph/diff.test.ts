import { describe, expect, it } from 'vitest';
import { diffGraphs, nodeChanges } from '../../../web/src/lib/graph/diff.ts';
import type { Graph } from '../../../web/src/lib/graph/graph.ts';

const FROM = {
  nodes: [
    { id: 'a', type: 'trigger.manual', name: 'Start', config: {}, position: { x: 0, y: 0 } },
    { id: 'b', type: 'action.set', name: 'Set', config: { fields: [] }, position: { x: 200, y: 0 } },
    { id: 'c', type: 'logic.limit', name: 'Limit', config: { count: 1 }, position: { x: 400, y: 0 } },
  ],
  connections: [
    { source: 'a', target: 'b' },
    { source: 'b', target: 'c' },
  ],
  settings: { canvas: { notes: [], groups: [] } },
} as unknown as Graph;

const TO = {
  nodes: [
    FROM.nodes[0],
    { ...FROM.nodes[1], name: 'Set <b>it</b>', config: { fields: [1] } },
    { id: 'd', type: 'action.http', name: 'Call', config: {}, position: { x: 400, y: 0 } },
  ],
  connections: [
    { source: 'a', target: 'b' },
    { source: 'b', target: 'd' },
  ],
  settings: { canvas: { notes: [], groups: [] }, timezone: 'Europe/Berlin' },
} as unknown as Graph;

describe('the difference of two versions', () => {
  it('marks on the canvas what was added, changed and removed, and nothing else', () => {
    expect(nodeChanges(FROM, TO)).toEqual({ b: 'changed', c: 'removed', d: 'added' });
    expect(nodeChanges(TO, FROM)).toEqual({ b: 'changed', c: 'added', d: 'removed' });
  });

  it('tells each in a line: nodes, connections, settings', () => {
    expect(diffGraphs(FROM, TO).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'changed Set <b>it</b>: its name, its settings',
      'added Call',
      'removed Limit',
      'added Connection Set <b>it</b> → Call',
      'removed Connection Set → Limit',
      'changed Settings of the workflow',
    ]);
  });

  it('is nothing between a drawing and a copy of it', () => {
    const copy: Graph = JSON.parse(JSON.stringify(FROM));
    expect(diffGraphs(FROM, copy)).toEqual([]);
    expect(nodeChanges(FROM, copy)).toEqual({});
  });
});
