import type { Budget } from '../../../../src/engine/expression/budget.ts';
import { ExpressionError } from '../../../../src/engine/expression/expression-error.ts';
import { locate } from '../../../../src/engine/expression/locate.ts';
import { NO_METHOD } from '../../../../src/engine/expression/methods/method-table.ts';
import { createRun, type Run, settle } from '../../../../src/engine/expression/run.ts';
import { createScope } from '../../../../src/engine/expression/scope.ts';
import { toData } from '../../../../src/engine/expression/values/to-data.ts';
import type { WorkMeter } from '../../../../src/engine/work-meter.ts';
import { dataWith } from '../evaluate.ts';

/** Enough for what is linear in a test, and soon gone for what is not. */
const BUDGET: Budget = { steps: 50_000, characters: 500_000 };

/** A run with a budget of its own, as a part of a node run. */
export function newRun(work?: WorkMeter): Run {
  return createRun(createScope(dataWith()), BUDGET, work);
}

/** What a call came to: whether it gave something, and what it was charged. */
export type Outcome = { readonly succeeded: boolean; readonly steps: number };

/** Calls something of the language. It may be refused, by an error of the language; anything else is thrown. */
export function tryCall(act: (run: Run) => unknown): Outcome {
  let steps = 0;
  const run = newRun({
    spend(more) {
      steps += more;
    },
  });
  const succeeded = isDone(run, act);
  settle(run);
  return { succeeded, steps };
}

function isDone(run: Run, act: (run: Run) => unknown): boolean {
  try {
    const result = act(run);
    if (result === NO_METHOD) return false;
    toData(run, result);
    return true;
  } catch (error) {
    const located = locate(error, { expression: '', column: 1 });
    if (located instanceof ExpressionError) return located.code === 'expression.not_data';
    throw error;
  }
}
