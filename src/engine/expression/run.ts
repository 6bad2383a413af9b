import type { Budget } from './budget.ts';
import { ExpressionError } from './expression-error.ts';
import type { Scope } from './scope.ts';

/** How many levels of syntax may be nested while running, over all calls of arrow functions. */
const MAX_DEPTH = 2_000;

/** How many steps pass between two looks at the clock. */
const CLOCK_INTERVAL = 4_096;

/** One evaluation: what it reads, and what it may still spend. The counters are the only thing that changes. */
export type Run = {
  readonly scope: Scope;
  readonly expired: (() => boolean) | undefined;
  steps: number;
  characters: number;
  depth: number;
  nextLook: number;
};

/** A new evaluation with the whole of its budget. */
export function createRun(scope: Scope, budget: Budget): Run {
  const { steps, characters, expired } = budget;
  return { scope, expired, steps, characters, depth: 0, nextLook: steps - CLOCK_INTERVAL };
}

/** Takes steps off the budget; throws `expression.budget_steps` or `expression.budget_time` when it is used up. */
export function spend(run: Run, steps: number): void {
  run.steps -= steps;
  if (run.steps < 0) throw new ExpressionError('expression.budget_steps', 'The expression takes too many steps.');
  if (run.expired === undefined || run.steps > run.nextLook) return;
  run.nextLook = run.steps - CLOCK_INTERVAL;
  if (run.expired()) throw new ExpressionError('expression.budget_time', 'The expression takes too long.');
}

/** Takes the characters of a new string off the budget, before it is made. */
export function produce(run: Run, characters: number): void {
  run.characters -= characters;
  if (run.characters < 0 || Number.isNaN(run.characters)) {
    throw new ExpressionError('expression.budget_memory', 'The expression produces too much text.');
  }
}

/** The price of looking through a text. */
export function scan(run: Run, text: string): void {
  spend(run, 1 + (text.length >>> 8));
}

/** The price of comparing two texts: where they are alike, both are looked through. */
export function chargeComparison(run: Run, left: unknown, right: unknown): void {
  if (typeof left !== 'string' || typeof right !== 'string') return;
  const length = Math.min(left.length, right.length);
  if (length > 255) spend(run, length >>> 8);
}

/** Goes `levels` deeper; the caller takes them off `run.depth` when it is back. */
export function descend(run: Run, levels: number): void {
  run.depth += levels;
  if (run.depth > MAX_DEPTH) {
    throw new ExpressionError('expression.budget_depth', 'The functions of the expression call each other too deeply.');
  }
}
