import { describe, expect, it } from 'vitest';
import { failureCounts, mainOutput } from '../../src/engine/main-output.ts';
import type { PlanNode } from '../../src/engine/plan.ts';
import type { NodeSettings } from '../../src/engine/workflow.ts';
import { planOf } from './support/draw.ts';

/** The node of this name, the second of a plan. */
function nodeNamed(name: string, settings: NodeSettings = {}): PlanNode {
  const [, node] = planOf(`trigger -> ${name}`, { nodes: { [name]: { settings } } }).nodes;
  if (node === undefined) throw new Error('The plan has no second node.');
  return node;
}

describe(mainOutput, () => {
  it('is the first output, except that a loop ends', () => {
    expect(mainOutput(nodeNamed('if'))).toBe('true');
    expect(mainOutput(nodeNamed('loop'))).toBe('done');
  });

  it('is `main` for a node without outputs', () => {
    expect(mainOutput({ ...nodeNamed('a'), outputs: [] })).toBe('main');
  });
});

describe(failureCounts, () => {
  const inputs = [
    { connection: 0, sourceRun: 0, count: 2 },
    { connection: 1, sourceRun: 0, count: 3 },
  ];

  it.each([
    { name: 'a', settings: {}, counts: {} },
    { name: 'a', settings: { on_error: 'continue' }, counts: { main: 5 } },
    { name: 'loop', settings: { on_error: 'continue' }, counts: { done: 5 } },
    { name: 'a', settings: { on_error: 'error_output' }, counts: { error: 5 } },
  ] as const)('lets every item of $name go where $settings.on_error says', ({ name, settings, counts }) => {
    expect(failureCounts(nodeNamed(name, settings), inputs)).toEqual(counts);
  });

  it('is one item if none came in', () => {
    expect(failureCounts(nodeNamed('a', { on_error: 'continue' }), [])).toEqual({ main: 1 });
  });
});
