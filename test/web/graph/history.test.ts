import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from '../../../web/src/lib/graph/apply.ts';
import { canvasOf } from '../../../web/src/lib/graph/canvas.ts';
import type { Command } from '../../../web/src/lib/graph/command.ts';
import { connectionId, type Graph } from '../../../web/src/lib/graph/graph.ts';
import { type History, perform, redo, startHistory, undo } from '../../../web/src/lib/graph/history.ts';
import { command, graph, KINDS } from './drawings.ts';

/** Each a second after the other, so that none goes into the step before. */
function performAll(begin: History, commands: readonly Command[]): History {
  return commands.reduce((history, one, index) => perform(history, one, (index + 1) * 1000), begin);
}

function repeat(times: number, change: (history: History) => History, begin: History): History {
  return Array.from({ length: times }).reduce<History>((history) => change(history), begin);
}

function haveOwnIds(parts: readonly { readonly id: string }[]): boolean {
  return new Set(parts.map(({ id }) => id)).size === parts.length;
}

function isWhole(drawing: Graph): boolean {
  const { nodes, connections } = drawing;
  const { notes, groups } = canvasOf(drawing);
  const ids = new Set(nodes.map(({ id }) => id));
  const lines = new Set(connections.map(connectionId));
  const dangling = connections.some(({ source, target }) => !ids.has(source) || !ids.has(target));
  return (
    ids.size === nodes.length &&
    lines.size === connections.length &&
    !dangling &&
    haveOwnIds(notes) &&
    haveOwnIds(groups)
  );
}

describe('the history of a drawing', () => {
  it('undoes any commands exactly, and redoes them exactly', () => {
    fc.assert(
      fc.property(graph, fc.array(command, { maxLength: 30 }), (begin, commands) => {
        const text = JSON.stringify(begin);
        const end = performAll(startHistory(begin), commands);
        const steps = end.past.length;
        const back = repeat(steps, undo, end);
        expect(JSON.stringify(back.graph)).toBe(text);
        expect(repeat(steps, redo, back).graph).toEqual(end.graph);
      }),
    );
  });

  it('is tried with every kind of command', () => {
    const kinds = new Set(fc.sample(command, 1000).map(({ type }) => type));
    expect([...kinds].sort()).toEqual(Object.keys(KINDS).sort());
  });

  it('undoes each single step exactly', () => {
    fc.assert(
      fc.property(graph, command, (begin, one) => {
        const text = JSON.stringify(begin);
        const after = perform(startHistory(begin), one, 1000);
        expect(JSON.stringify(undo(after).graph)).toBe(text);
        expect(JSON.stringify(begin)).toBe(text);
      }),
    );
  });

  it('never leaves a connection to nowhere, or two things of one id', () => {
    fc.assert(
      fc.property(graph, fc.array(command, { maxLength: 30 }), (begin, commands) => {
        expect(isWhole(performAll(startHistory(begin), commands).graph)).toBe(true);
      }),
    );
  });

  it('takes typing into one field as one step, and the next field as another', () => {
    const begin: Graph = { nodes: [{ id: 'a', type: 't', name: 'A', config: {} }], connections: [], settings: {} };
    const typed = (text: string): Command => ({ type: 'change', nodes: ['a'], change: { notes: text } });
    const first = perform(perform(startHistory(begin), typed('H'), 0), typed('Hi'), 300);
    expect(first.past).toHaveLength(1);
    expect(perform(first, { type: 'rename', node: 'a', name: 'B' }, 400).past).toHaveLength(2);
    expect(perform(first, typed('Hi!'), 5000).past).toHaveLength(2);
  });

  it('forgets what was undone as soon as something else is done', () => {
    const begin: Graph = { nodes: [], connections: [], settings: {} };
    const add = (id: string): Command => ({
      type: 'add',
      nodes: [{ id, type: 't', name: id, config: {} }],
      connections: [],
    });
    const other = perform(undo(perform(startHistory(begin), add('a'), 0)), add('b'), 1);
    expect(redo(other)).toBe(other);
    expect(other.graph.nodes.map(({ id }) => id)).toEqual(['b']);
  });
});

describe('a command', () => {
  it('that changes nothing gives the same drawing', () => {
    fc.assert(
      fc.property(graph, (begin) => {
        expect(apply(begin, { type: 'remove', nodes: ['nobody'], connections: [] })).toBe(begin);
        expect(apply(begin, { type: 'move', positions: {} })).toBe(begin);
      }),
    );
  });

  it('that inserts a node leads all that came by the connection through it', () => {
    const begin: Graph = {
      nodes: ['a', 'b'].map((id) => ({ id, type: 't', name: id, config: {} })),
      connections: [{ source: 'a', target: 'b', sourceHandle: 'true', targetHandle: 'input_2' }],
      settings: {},
    };
    const [into = ''] = begin.connections.map(connectionId);
    const node = { id: 'n', type: 't', name: 'n', config: {} };
    const after = apply(begin, { type: 'insert', node, into, input: 'main', output: 'main' });
    expect(after.connections).toEqual([
      { source: 'a', target: 'n', sourceHandle: 'true' },
      { source: 'n', target: 'b', targetHandle: 'input_2' },
    ]);
  });
});
