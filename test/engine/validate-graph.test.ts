import { describe, expect, it } from 'vitest';
import type { NodeCatalog } from '../../src/engine/catalog.ts';
import { MOST_FAULTS } from '../../src/engine/graph/graph-fault.ts';
import { MAX_CONNECTIONS, MAX_NODES, validateGraph } from '../../src/engine/validate-graph.ts';
import type { WorkflowGraph } from '../../src/engine/workflow.ts';
import { catalog } from './support/catalog.ts';
import { draw } from './support/draw.ts';

/** Each fault as `code at path (node)`. */
function faultsOf(graph: WorkflowGraph): readonly string[] {
  return validateGraph(graph, catalog).map(({ code, path, node_id, connection }) => {
    const named = [
      ...(node_id === undefined ? [] : [node_id]),
      ...(connection === undefined ? [] : [`#${connection}`]),
    ];
    return `${code} at ${path.join('.')} (${named.join(', ')})`;
  });
}

describe(validateGraph, () => {
  it('finds no faults in a valid graph', () => {
    expect(faultsOf(draw('trigger -> if -true-> merge@left\nif -false-> a -> merge@right'))).toEqual([]);
  });

  it('refuses an unknown type, and does not check its handles', () => {
    expect(faultsOf(draw('trigger -> a@odd\na -strange-> b', { nodes: { a: { type: 'toString' } } }))).toEqual([
      'graph.unknown_type at nodes.1.type (a)',
    ]);
  });

  it('looks at no more nodes when there are more faults than are told', () => {
    const nodes = Array.from({ length: MOST_FAULTS * 2 }, (_, index) => {
      const id = `n${index}`;
      return { id, name: id, type: 'no.type', position: { x: 0, y: 0 }, config: {} };
    });

    expect(validateGraph({ ...draw('trigger'), nodes }, catalog).map(({ code }) => code)).toEqual([
      ...Array.from({ length: MOST_FAULTS + 1 }, () => 'graph.unknown_type'),
      'graph.no_trigger',
    ]);
  });

  it('passes on the config faults of the catalog', () => {
    const graph = draw('trigger -> a', { nodes: { a: { config: { url: 'is no URL', method: 'is odd' } } } });

    expect(validateGraph(graph, catalog)).toEqual([
      { code: 'graph.invalid_config', message: 'is no URL', node_id: 'a', path: ['nodes', 1, 'config', 'url'] },
      { code: 'graph.invalid_config', message: 'is odd', node_id: 'a', path: ['nodes', 1, 'config', 'method'] },
    ]);
  });

  it('refuses ids and names that occur twice', () => {
    expect(faultsOf(draw('trigger -> a -> b', { nodes: { b: { id: 'a' } } }))).toEqual([
      'graph.duplicate_id at nodes.2.id (a)',
      'graph.dangling_connection at connections.1.target (#1)',
    ]);
    expect(faultsOf(draw('trigger -> a -> b', { nodes: { b: { name: 'a' } } }))).toEqual([
      'graph.duplicate_name at nodes.2.name (b)',
    ]);
  });

  it('refuses connections that lead from or to nowhere', () => {
    const connections = [
      { source: 'trigger', target: 'gone' },
      { source: 'lost', target: 'found' },
    ];

    expect(faultsOf({ ...draw('trigger'), connections })).toEqual([
      'graph.dangling_connection at connections.0.target (#0)',
      'graph.dangling_connection at connections.1.source (#1)',
      'graph.dangling_connection at connections.1.target (#1)',
    ]);
  });

  it('refuses two connections between the same handles, named or not', () => {
    expect(faultsOf(draw('trigger -> a\ntrigger -main-> a@main'))).toEqual([
      'graph.duplicate_connection at connections.1 (#1)',
    ]);
    expect(faultsOf(draw('trigger -> if -true-> a\nif -false-> a'))).toEqual([]);
  });

  it('refuses handles that a node does not have', () => {
    expect(faultsOf(draw('trigger -> if -> a@left'))).toEqual([
      'graph.unknown_handle at connections.1.sourceHandle (if, #1)',
      'graph.unknown_handle at connections.1.targetHandle (a, #1)',
    ]);
  });

  it('accepts the error handle of a node with error output, but not of others', () => {
    const settings = { on_error: 'error_output' } as const;

    expect(faultsOf(draw('trigger -> a -error-> b', { nodes: { a: { settings } } }))).toEqual([]);
    expect(faultsOf(draw('trigger -> a -error-> b'))).toEqual([
      'graph.unknown_handle at connections.1.sourceHandle (a, #1)',
    ]);
    expect(faultsOf(draw('trigger -error-> b', { nodes: { trigger: { settings } } }))).toEqual([
      'graph.unknown_handle at connections.0.sourceHandle (trigger, #0)',
    ]);
  });

  it('refuses a connection into a trigger', () => {
    expect(faultsOf(draw('trigger -> a -> trigger2'))).toEqual([
      'graph.trigger_has_input at connections.1.target (trigger2, #1)',
    ]);
  });

  it('refuses a graph without a trigger', () => {
    expect(faultsOf(draw('a -> b'))).toEqual(['graph.no_trigger at nodes ()']);
    expect(faultsOf(draw(''))).toEqual(['graph.no_trigger at nodes ()']);
  });

  it('finds all faults at once', () => {
    const graph = draw('a -> b -> a', { nodes: { a: { type: 'odd' }, b: { config: { url: 'is no URL' } } } });

    expect(faultsOf(graph)).toEqual([
      'graph.unknown_type at nodes.0.type (a)',
      'graph.invalid_config at nodes.1.config.url (b)',
      'graph.cycle at nodes.0 (a)',
      'graph.no_trigger at nodes ()',
    ]);
  });

  it('reports only the size of a graph that is too large', () => {
    const { nodes, settings } = draw('a');
    const many = Array.from({ length: MAX_NODES + 1 }, () => nodes).flat();
    const connections = Array.from({ length: MAX_CONNECTIONS + 1 }, () => ({ source: 'a', target: 'a' }));

    expect(faultsOf({ nodes: many, connections, settings })).toEqual([
      'graph.too_many_nodes at nodes ()',
      'graph.too_many_connections at connections ()',
    ]);
  });

  it('accepts a chain of as many nodes as are allowed', () => {
    const chain = Array.from({ length: MAX_NODES - 1 }, (_, place) => `n${place}`).join(' -> ');

    expect(faultsOf(draw(`trigger -> ${chain}`))).toEqual([]);
    expect(faultsOf(draw(`trigger -> ${chain} -> n0`))).toEqual(['graph.cycle at nodes.1 (n0)']);
  });
});

describe('what a refused name is answered', () => {
  const names: NodeCatalog = { ...catalog, types: () => ['step', 'merge', 'action.http'] };

  function messageOf(graph: WorkflowGraph): string {
    return validateGraph(graph, names)
      .map(({ message }) => message)
      .join('\n');
  }

  it('is the inputs that the node has', () => {
    expect(messageOf(draw('trigger -> merge'))).toBe(
      'Node "merge" has no input "main". Its inputs are "left", "right".',
    );
    expect(messageOf(draw('trigger -> merge@Left'))).toContain('Did you mean "left"?');
  });

  it('is the outputs that the node has', () => {
    expect(messageOf(draw('trigger -> if -ture-> a'))).toBe(
      'Node "if" has no output "ture". Did you mean "true"? Its outputs are "true", "false".',
    );
  });

  it('is what gives a node its error output', () => {
    expect(messageOf(draw('trigger -> a -error-> b'))).toContain(
      'its settings.on_error is "error_output". Its outputs',
    );
    const settings = { on_error: 'error_output' } as const;
    expect(messageOf(draw('trigger -> a -eror-> b', { nodes: { a: { settings } } }))).toContain(
      'Did you mean "error"? Its outputs are "main", "error".',
    );
  });

  it('is the node types there are', () => {
    const graph = draw('trigger -> a', { nodes: { a: { type: 'http' } } });
    expect(messageOf(graph)).toBe(
      'There is no node type "http". Did you mean "action.http"? The node types are "step", "merge", "action.http".',
    );
  });

  it('is the ids of the nodes', () => {
    const connections = [{ source: 'trigger', target: 'A' }];
    expect(messageOf({ ...draw('trigger -> a'), connections })).toContain(
      'Did you mean "a"? The ids of its nodes are "trigger", "a".',
    );
  });

  it('is the id of the node whose name it is', () => {
    const graph = draw('trigger -> a', { nodes: { a: { name: 'Fetch' } } });
    expect(messageOf({ ...graph, connections: [{ source: 'trigger', target: 'Fetch' }] })).toContain(
      'Connections name nodes by id; the node of that name has the id "a".',
    );
  });

  it('grows short where there are thousands of the same kind', () => {
    const connections = Array.from({ length: 1000 }, (_, index) => ({ source: 'trigger', target: `gone${index}` }));
    const told = validateGraph({ ...draw('trigger'), connections }, names).filter(({ message }) =>
      message.includes('The ids of its nodes are'),
    );
    expect(told).toHaveLength(20);
  });
});
