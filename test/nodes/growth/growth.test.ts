import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WorkLimitError } from '../../../src/engine/work-meter.ts';
import type { NodeDefinition } from '../../../src/nodes/define-node.ts';
import { NodeError } from '../../../src/nodes/node-error.ts';
import { NODE_DEFINITIONS } from '../../../src/nodes/registry.ts';
import { startCounting, type WorkCounter } from '../../support/count-work.ts';
import { isBounded, measureGrowth } from '../../support/growth.ts';
import { runNode } from '../../support/node-run.ts';
import { DEFAULT_SIZE, type GrowthCase, type GrowthCases } from './case.ts';
import { LIST_CASES } from './list-cases.ts';

const CASES: GrowthCases = { ...LIST_CASES };

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

describe.each(NODE_DEFINITIONS)('the work of $type grows about as its input does, or is charged', (definition) => {
  const cases = CASES[definition.type] ?? [];

  test('is looked at', () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test.each(cases)('$name', async (growing) => {
    const { size = DEFAULT_SIZE, fails = null } = growing;
    const codes = new Set<string | null>();
    const growth = await measureGrowth(counter, size, async (count) => {
      const { steps, code } = await run(definition, growing, count);
      codes.add(code);
      return steps;
    });
    expect([...codes]).toEqual([fails]);
    expect(growth).toSatisfy(isBounded);
  });
});
