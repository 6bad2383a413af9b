/// <reference path="../examples/import-meta.d.ts" />
import { describe, expect, it } from 'vitest';
import README from '../../examples/README.md?raw';
import { validateGraph } from '../../src/engine/validate-graph.ts';
import { createCatalog, NODE_DEFINITIONS } from '../../src/nodes/registry.ts';
import { exampleOf, RUN_NAMES, readExample, WORKFLOW_NAMES } from '../examples/example-files.ts';

const TYPES = NODE_DEFINITIONS.map(({ type }) => type);

/** The text without the blanks and dashes that only make columns of the same width. */
function squeezed(text: string): string {
  return text.replaceAll(/ {2,}/g, ' ').replaceAll(/-{2,}/g, '-');
}

function tableOf(types: readonly string[]): string {
  const rows = types.map((type) => {
    const name = exampleOf(type);
    return `| \`${type}\` | [${name}.json](${name}.json) | ${readExample(name).file.description} |`;
  });
  return ['| node | example | what it does |', '| - | - | - |', ...rows].join('\n');
}

describe('the examples', () => {
  it('are one for each node type, and none besides', () => {
    expect(WORKFLOW_NAMES).toEqual(TYPES.map(exampleOf).sort());
  });

  it('are each run', () => {
    expect(RUN_NAMES).toEqual(WORKFLOW_NAMES);
  });

  it('are all in the table of their README', () => {
    expect(squeezed(README)).toContain(tableOf(TYPES));
  });
});

describe.each(TYPES)('the example of %s', (type) => {
  const { nodes, connections, settings } = readExample(exampleOf(type)).file;

  it('is a small workflow with that node in it', () => {
    expect(nodes.map((node) => node.type)).toContain(type);
    expect(nodes.length).toBeGreaterThanOrEqual(3);
    expect(nodes.length).toBeLessThanOrEqual(7);
  });

  it('is drawn: each node has its place and a name for people', () => {
    const places = nodes.map(({ position }) => `${position?.x},${position?.y}`);
    expect(new Set(places).size).toBe(nodes.length);
    expect(nodes.filter(({ id, name }) => id === name)).toEqual([]);
  });

  it('has no faults', () => {
    expect(validateGraph({ nodes, connections, settings }, createCatalog())).toEqual([]);
  });
});
