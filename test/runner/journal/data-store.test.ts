import { describe, expect, it } from 'vitest';
import { compilePlan } from '../../../src/engine/compile-plan.ts';
import { createCatalog } from '../../../src/nodes/registry.ts';
import { createDataStore } from '../../../src/runner/journal/data-store.ts';
import { chain } from '../../support/graph.ts';
import { node } from '../support/play.ts';

describe('the items of a loop', () => {
  it('are gathered once, in whichever round they are asked for', () => {
    const nodes = [node('start', 'trigger.manual'), node('loop', 'logic.loop'), node('step', 'logic.noop')];
    const connections = [...chain('start → loop'), ...chain('loop:loop → step → loop')];
    const plan = compilePlan({ nodes, connections, settings: {} }, createCatalog());
    const data = createDataStore(plan);
    const loop = plan.nodes[1];
    if (loop === undefined) throw new Error('There is no loop');
    data.put(0, 0, { main: [{ json: { a: 1 } }, { json: { a: 2 } }] });
    const refs = [
      { connection: 0, sourceRun: 0, count: 2 },
      { connection: 0, sourceRun: 0, count: 1 },
    ];
    const gathered = data.loopInput(loop, refs);
    expect(gathered.items).toHaveLength(3);
    expect(data.loopInput(loop, refs)).toBe(gathered);
  });
});
