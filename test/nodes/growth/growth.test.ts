import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WorkLimitError } from '../../../src/engine/work-meter.ts';
import type { NodeDefinition } from '../../../src/nodes/define-node.ts';
import { NodeError } from '../../../src/nodes/node-error.ts';
import { NODE_DEFINITIONS } from '../../../src/nodes/registry.ts';
import { startCounting, type WorkCounter } from '../../support/count-work.ts';
import { findGrowth, inGroups, isBounded } from '../../support/growth.ts';
import { runNode } from '../../support/node-run.ts';
import { DEFAULT_SIZE, type GrowthCase, type GrowthCases } from './case.ts';
import { FLOW_CASES } from './flow-cases.ts';
import { JOIN_CASES } from './join-cases.ts';
import { LIST_CASES } from './list-cases.ts';
import { MARKDOWN_CASES } from './markdown-cases.ts';
import { MARKUP_CASES } from './markup-cases.ts';
import { TEXT_CASES } from './text-cases.ts';
import { WORLD_CASES } from './world-cases.ts';

const CASES: GrowthCases = {
  ...FLOW_CASES,
  ...JOIN_CASES,
  ...LIST_CASES,
  ...MARKDOWN_CASES,
  ...MARKUP_CASES,
  ...TEXT_CASES,
  ...WORLD_CASES,
};

let counter: WorkCounter;
beforeAll(async () => {
  counter = await startCounting();
});
afterAll(() => counter.stop());

type Ran = { readonly steps: number; readonly code: string | null };

async function run(definition: NodeDefinition<unknown>, { of }: GrowthCase, size: number): Promise<Ran> {
  let steps = 0;
  const work = {
    spend(more: number): void {
      steps += more;
    },
  };
  try {
    await runNode(definition, { ...of(size), work });
    return { steps, code: null };
  } catch (error) {
    if (error instanceof NodeError || error instanceof WorkLimitError) return { steps, code: error.code };
    throw error;
  }
}

/** Runs a case of a size; it must end as it may. Gives the steps that it was charged. */
async function perform(definition: NodeDefinition<unknown>, growing: GrowthCase, times: number): Promise<number> {
  const { size = DEFAULT_SIZE, fails = null, mayFail } = growing;
  const { steps, code } = await run(definition, growing, size * times);
  expect([fails, mayFail], growing.name).toContain(code);
  return steps;
}

describe.each(NODE_DEFINITIONS)('the work of $type grows about as its input does, or is charged', (definition) => {
  const cases = CASES[definition.type] ?? [];

  test('is looked at', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test.each(inGroups(cases))('$names', async ({ members }) => {
    const growth = await findGrowth(counter, 1, async (size) => {
      let steps = 0;
      for (const growing of members) steps += await perform(definition, growing, size);
      return steps;
    });
    expect(growth).toSatisfy(isBounded);
  });
});
