import fc from 'fast-check';
import { type CanvasPart, groupElement, noteElement } from '../../../web/src/lib/graph/canvas.ts';
import type { Command } from '../../../web/src/lib/graph/command.ts';
import type { Graph, WorkflowConnection, WorkflowNode } from '../../../web/src/lib/graph/graph.ts';
import { connectionId } from '../../../web/src/lib/graph/graph.ts';

/** Few ids and names, so that commands meet what is there, what is not there, and what is there twice. */
const IDS = ['a', 'b', 'c', 'd', 'e'];
const id = fc.constantFrom(...IDS);
const name = fc.constantFrom('A', 'B', "It's", 'C "quoted"', 'Ünïcode');
const point = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });
const config = fc.record({
  value: fc.oneof(
    name.map((one) => `{{ $('${one.replaceAll("'", "\\'")}').item.json.x }}`),
    fc.string(),
    fc.integer(),
    fc.array(fc.boolean()),
  ),
});

const node: fc.Arbitrary<WorkflowNode> = fc.record(
  { id, type: fc.constant('action.set'), name, position: point, config, disabled: fc.constant(true) },
  { requiredKeys: ['id', 'type', 'name', 'config'] },
);

const color = fc.constantFrom('red' as const, 'teal' as const);
const size = fc.record({ width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 900 }) });

const part: fc.Arbitrary<CanvasPart> = fc.oneof(
  fc.record({
    kind: fc.constant('note' as const),
    part: fc.record(
      { id, text: fc.string(), position: point, size, color },
      { requiredKeys: ['id', 'text', 'position'] },
    ),
  }),
  fc.record({
    kind: fc.constant('group' as const),
    part: fc.record(
      { id, name, nodes: fc.uniqueArray(id), position: point, size, color },
      { requiredKeys: ['id', 'name', 'nodes', 'position', 'size'] },
    ),
  }),
);

/** What may stand on the canvas: nodes, notes and groups. */
const element = fc.oneof(id, id.map(noteElement), id.map(groupElement));

const handle = fc.constantFrom('main', 'error');

const connection: fc.Arbitrary<WorkflowConnection> = fc.record(
  { source: id, target: id, sourceHandle: handle },
  { requiredKeys: ['source', 'target'] },
);

function wellFormed(nodes: readonly WorkflowNode[], lines: readonly WorkflowConnection[]): Graph {
  const unique = [...new Map(nodes.map((one) => [one.id, one])).values()];
  const ids = new Set(unique.map((one) => one.id));
  const real = lines.filter(({ source, target }) => ids.has(source) && ids.has(target));
  return {
    nodes: unique,
    connections: [...new Map(real.map((one) => [connectionId(one), one])).values()],
    settings: {},
  };
}

export const graph: fc.Arbitrary<Graph> = fc
  .tuple(fc.array(node), fc.array(connection))
  .map(([n, c]) => wellFormed(n, c));

/** Every kind of command there is, so that one that is added is tried, too. */
export const KINDS: { readonly [kind in Command['type']]: true } = {
  add: true,
  remove: true,
  connect: true,
  move: true,
  draw: true,
  change: true,
  rename: true,
  insert: true,
  settings: true,
  replace: true,
};

/** Each thing that people can do, in any state of the drawing. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('add' as const), nodes: fc.array(node), connections: fc.array(connection) }),
  fc.record({
    type: fc.constant('remove' as const),
    nodes: fc.array(element),
    connections: fc.array(connection.map(connectionId)),
  }),
  fc.record({ type: fc.constant('connect' as const), connection }),
  fc.record({ type: fc.constant('move' as const), positions: fc.dictionary(element, point) }),
  fc.record({ type: fc.constant('draw' as const), part }),
  fc.record({
    type: fc.constant('change' as const),
    nodes: fc.array(id),
    change: fc.oneof(
      fc.record({ config }),
      fc.record({ disabled: fc.constantFrom(true, undefined) }),
      fc.record({ notes: fc.string() }),
      fc.record({ color: fc.option(color, { nil: undefined }) }),
    ),
  }),
  fc.record({ type: fc.constant('rename' as const), node: id, name }),
  fc.record({
    type: fc.constant('insert' as const),
    node,
    into: connection.map(connectionId),
    input: fc.constantFrom('main', 'input_1'),
    output: fc.constantFrom('main', 'true'),
  }),
  fc.record({
    type: fc.constant('settings' as const),
    settings: fc.record({ timeout_seconds: fc.integer({ min: 1 }) }),
  }),
  fc.record({ type: fc.constant('replace' as const), graph }),
);
