import { describe, expect, it } from 'vitest';
import { apply } from '../../../web/src/lib/graph/apply.ts';
import { type CanvasGroup, type CanvasNote, canvasOf, groupAround } from '../../../web/src/lib/graph/canvas.ts';
import { diffGraphs } from '../../../web/src/lib/graph/diff.ts';
import type { Graph } from '../../../web/src/lib/graph/graph.ts';
import { mergeGraphs } from '../../../web/src/lib/graph/merge.ts';

const BARE: Graph = {
  nodes: [
    { id: 'a', type: 'action.set', name: 'A', config: {}, position: { x: 0, y: 0 } },
    { id: 'b', type: 'action.set', name: 'B', config: {}, position: { x: 300, y: 0 } },
    { id: 'c', type: 'action.set', name: 'C', config: {}, position: { x: 2000, y: 0 } },
  ],
  connections: [],
  settings: { timezone: 'Europe/Berlin' },
};

const NOTE: CanvasNote = { id: 'n', text: 'Why?', position: { x: 5, y: 5 } };

function withGroup(): { readonly graph: Graph; readonly group: CanvasGroup } {
  const group = groupAround(BARE, BARE.nodes.slice(0, 2), 'Ingest');
  return { graph: apply(BARE, { type: 'draw', part: { kind: 'group', part: group } }), group };
}

function groupNodes(graph: Graph): readonly string[] | undefined {
  return canvasOf(graph).groups[0]?.nodes;
}

describe('a note', () => {
  it('is drawn, drawn anew, moved and taken away, and the settings beside it stay', () => {
    const drawn = apply(BARE, { type: 'draw', part: { kind: 'note', part: NOTE } });
    const again = apply(drawn, { type: 'draw', part: { kind: 'note', part: { ...NOTE, text: 'So that.' } } });
    const moved = apply(again, { type: 'move', positions: { 'note:n': { x: 7.4, y: 9 } } });
    expect(canvasOf(moved).notes).toEqual([{ id: 'n', text: 'So that.', position: { x: 7, y: 9 } }]);
    expect(moved.settings.timezone).toBe('Europe/Berlin');
    expect(apply(moved, { type: 'remove', nodes: ['note:n'], connections: [] })).toEqual(BARE);
  });
});

describe('a group', () => {
  it('is around its nodes', () => {
    const { group } = withGroup();
    expect(group.nodes).toEqual(['a', 'b']);
    expect(group.position.x).toBeLessThan(0);
    expect(group.position.x + group.size.width).toBeGreaterThan(300 + 216);
  });

  it('takes in a node that is moved into it, and lets go one that is moved out', () => {
    const { graph } = withGroup();
    const joined = apply(graph, { type: 'move', positions: { c: { x: 150, y: 10 } } });
    expect(groupNodes(joined)).toEqual(['a', 'b', 'c']);
    expect(groupNodes(apply(joined, { type: 'move', positions: { a: { x: -900, y: 0 } } }))).toEqual(['b', 'c']);
  });

  it('keeps its nodes when it is moved with them', () => {
    const { graph, group } = withGroup();
    const to = (x: number, y: number) => ({ x: x + 5000, y: y + 70 });
    const positions = {
      [`group:${group.id}`]: to(group.position.x, group.position.y),
      a: to(0, 0),
      b: to(300, 0),
    };
    expect(groupNodes(apply(graph, { type: 'move', positions }))).toEqual(['a', 'b']);
  });

  it('that is taken away leaves its nodes where they are', () => {
    const { graph } = withGroup();
    expect(apply(graph, { type: 'remove', nodes: ['group:group_1'], connections: [] })).toEqual(BARE);
  });
});

describe('notes and groups of two people', () => {
  it('are told in a difference, and combined by their ids', () => {
    const mine = apply(BARE, { type: 'draw', part: { kind: 'note', part: NOTE } });
    const { graph: theirs } = withGroup();
    expect(diffGraphs(BARE, mine)).toEqual([{ id: 'Note n', kind: 'added', text: 'Note: Why?' }]);
    expect(diffGraphs(theirs, BARE)).toEqual([{ id: 'Group group_1', kind: 'removed', text: 'Group: Ingest' }]);
    const both = canvasOf(mergeGraphs(BARE, mine, theirs));
    expect([both.notes.length, both.groups.length]).toEqual([1, 1]);
    const taken = mergeGraphs(mine, mine, BARE);
    expect(taken.settings).toEqual(BARE.settings);
  });
});
