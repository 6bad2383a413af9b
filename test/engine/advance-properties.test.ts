import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance } from '../../src/engine/advance.ts';
import { nodeRuns } from '../../src/engine/node-runs.ts';
import { pendingCommands } from '../../src/engine/pending-commands.ts';
import { initialState } from '../../src/engine/state.ts';
import { validateGraph } from '../../src/engine/validate-graph.ts';
import { catalog } from './support/catalog.ts';
import { draw, planOf } from './support/draw.ts';
import { type Behaviour, type Choice, perform } from './support/perform.ts';
import { type Play, play } from './support/play.ts';
import { randomGraph } from './support/random-graph.ts';

/** Decides by the name of a node and its run only, so that the result does not depend on the order of completion. */
const settled: Behaviour = (name, { run, firstRun }) => {
  if (name.startsWith('loop')) return run - firstRun < name.length % 3 ? { loop: 1 } : { done: 1 };
  if (name.startsWith('if')) return { [(run + name.length) % 2 === 0 ? 'true' : 'false']: 1 };
  return { main: (name.length + run) % 7 === 0 ? 0 : 1 };
};

function choiceFrom(numbers: readonly number[]): Choice {
  let place = 0;
  return (count) => (numbers[place++ % numbers.length] ?? 0) % count;
}

/** All runs, independent of their order. */
function summary(execution: Play): unknown {
  const lines = nodeRuns(execution.state()).map(({ node, run, status, inputs }) =>
    JSON.stringify({ node, run, status, inputs }),
  );
  return lines.toSorted();
}

const choices = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });

describe(advance, () => {
  it('is only given valid graphs here', () => {
    fc.assert(
      fc.property(randomGraph, (lines) => {
        expect(validateGraph(draw(lines), catalog)).toEqual([]);
      }),
    );
  });

  it('ends the same in whatever order nodes complete', () => {
    fc.assert(
      fc.property(randomGraph, choices, (lines, numbers) => {
        const [one, other] = [play(planOf(lines)), play(planOf(lines))];

        expect(perform(one, settled)).toBe('completed');
        expect(perform(other, settled, choiceFrom(numbers))).toBe('completed');
        expect(summary(other)).toEqual(summary(one));
      }),
    );
  });

  it('reaches the same state when the journal is replayed, after every event', () => {
    fc.assert(
      fc.property(randomGraph, choices, (lines, numbers) => {
        const execution = play(planOf(lines));
        perform(execution, settled, choiceFrom(numbers));
        let again = initialState(execution.plan, 0);
        for (const { event, at } of structuredClone(execution.events())) {
          again = advance(execution.plan, again, event, at).state;
        }

        expect(again).toEqual(execution.state());
      }),
      { numRuns: 50 },
    );
  });

  it('ends the same when a new runner takes over after every event', () => {
    fc.assert(
      fc.property(randomGraph, (lines) => {
        const [one, other] = [play(planOf(lines)), play(planOf(lines))];
        perform(one, settled);
        let epoch = 0;
        other.start();
        while (other.state().outcome === null) {
          const commands = other.send({ type: 'runner_changed', epoch: ++epoch });
          const [next] = commands;
          expect(commands).toEqual(pendingCommands(other.state(), 0));
          if (next?.type !== 'run_node') break;
          const { node, run } = next;
          const name = other.plan.nodes[node]?.node.name ?? '?';
          other.send({ type: 'node_completed', node, run, counts: settled(name, next) });
        }

        expect(other.state().outcome).toEqual({ status: 'completed' });
        expect(summary(other)).toEqual(summary(one));
      }),
      { numRuns: 50 },
    );
  });

  it('does not change earlier states', () => {
    fc.assert(
      fc.property(randomGraph, (lines) => {
        const execution = play(planOf(lines));
        perform(execution, settled);
        let state = initialState(execution.plan, 0);
        for (const { event, at } of execution.events()) {
          const before = structuredClone(state);
          const next = advance(execution.plan, state, event, at).state;
          expect(state).toEqual(before);
          state = next;
        }
      }),
      { numRuns: 20 },
    );
  });
});
