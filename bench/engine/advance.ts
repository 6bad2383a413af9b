import { advance } from '../../src/engine/advance.ts';
import type { NodeCatalog } from '../../src/engine/catalog.ts';
import type { ExecutionCommand } from '../../src/engine/command.ts';
import { compilePlan } from '../../src/engine/compile-plan.ts';
import type { Plan } from '../../src/engine/plan.ts';
import { initialState } from '../../src/engine/state.ts';
import { longChain, wideFan } from '../cases/graphs.ts';
import type { TimeRow } from '../report/row.ts';
import { best } from './best.ts';

/** The catalog for the graphs here: a trigger, and nodes that pass items on. */
const CATALOG: NodeCatalog = {
  traits: ({ type }) => ({
    kind: type.startsWith('trigger.') ? 'trigger' : 'logic',
    inputs: type.startsWith('trigger.') ? [] : ['main'],
    outputs: ['main'],
    effect: 'none',
    delivery: 'at-least-once',
    loop: false,
  }),
  faults: () => [],
};

const SIZES = [10, 100, 1000, 10_000];

/** Nanoseconds of `advance` per event, for growing graphs. They stay the same if it is linear. */
export function measureAdvance(): TimeRow[] {
  return [
    { name: 'advance over a chain', draw: longChain },
    { name: 'advance over a fan-out', draw: wideFan },
  ].flatMap(({ name, draw }) =>
    SIZES.map((size) => {
      const { nodes, connections } = draw(size);
      const plan = compilePlan({ nodes, connections, settings: {} }, CATALOG);
      return { name, size, value: best(() => nanosecondsPerEvent(plan)), unit: 'ns/event' };
    }),
  );
}

function nanosecondsPerEvent(plan: Plan): number {
  const began = process.hrtime.bigint();
  let { state, commands } = advance(plan, initialState(plan, 0), { type: 'started', trigger: 0 }, 0);
  const open: ExecutionCommand[] = [...commands].reverse();
  let events = 1;
  for (let command = open.pop(); command?.type === 'run_node'; command = open.pop()) {
    const { node, run } = command;
    ({ state, commands } = advance(plan, state, { type: 'node_completed', node, run, counts: { main: 1 } }, 0));
    for (const next of commands) open.push(next);
    events += 1;
  }
  return Number(process.hrtime.bigint() - began) / events;
}
