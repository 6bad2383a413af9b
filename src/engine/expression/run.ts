import { isExact } from '../../numbers/exact-number.ts';
import { searchSteps } from '../text/find-text.ts';
import { markSteps } from '../text/mark-steps.ts';
import type { WorkMeter } from '../work-meter.ts';
import type { Budget } from './budget.ts';
import { ExpressionError } from './expression-error.ts';
import type { Scope } from './scope.ts';

/** How many levels of syntax may be nested while running, over all calls of arrow functions. */
const MAX_DEPTH = 2_000;

/** How many steps pass between two looks at the clock and the allowance of the node run. */
const LOOK_INTERVAL = 4_096;

/** How many characters of new text count for one step of the node run: they may all have to be kept until its end. */
const CHARACTERS_PER_STEP = 16;

/** One evaluation: what it reads, and what it may still spend. The counters are the only thing that changes. */
export type Run = {
  readonly scope: Scope;
  readonly expired: (() => boolean) | undefined;
  /** What the node run may still do, of which this evaluation is a part. */
  readonly work: WorkMeter | undefined;
  steps: number;
  characters: number;
  depth: number;
  nextLook: number;
  /** The counters when the node run was last charged. */
  paidSteps: number;
  paidCharacters: number;
};

/** A new evaluation with the whole of its budget. What it spends is taken off `work`, too. */
export function createRun(scope: Scope, budget: Budget, work?: WorkMeter): Run {
  const { steps, characters, expired } = budget;
  return {
    scope,
    expired,
    work,
    steps,
    characters,
    depth: 0,
    nextLook: lookAfter(steps),
    paidSteps: steps,
    paidCharacters: characters,
  };
}

function lookAfter(steps: number): number {
  return steps > LOOK_INTERVAL ? steps - LOOK_INTERVAL : -1;
}

/**
 * Takes steps off the budget; throws `expression.budget_steps` or `expression.budget_time` when it is used up, and
 * `WorkLimitError` when the allowance of the node run is.
 */
export function spend(run: Run, steps: number): void {
  const left = run.steps - steps;
  run.steps = left;
  if (left > run.nextLook) return;
  look(run);
}

function look(run: Run): void {
  if (!(run.steps >= 0)) throw new ExpressionError('expression.budget_steps', 'The expression takes too many steps.');
  run.nextLook = lookAfter(run.steps);
  settle(run);
  if (run.expired?.()) throw new ExpressionError('expression.budget_time', 'The expression takes too long.');
}

/** Charges the node run for what has been spent since it was last charged. */
export function settle(run: Run): void {
  const { work } = run;
  if (work === undefined) return;
  const written = Math.floor((run.paidCharacters - run.characters) / CHARACTERS_PER_STEP);
  const spent = run.paidSteps - run.steps + written;
  if (spent === 0) return;
  run.paidSteps = run.steps;
  run.paidCharacters -= written * CHARACTERS_PER_STEP;
  work.spend(spent);
}

/** Charges the node run alone, for what costs more time than the steps of an expression tell. */
export function burden(run: Run, steps: number): void {
  run.work?.spend(steps);
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

/** The same for a value that may be a text, and as a rule is a short one, which is free. */
export function chargeLong(run: Run, value: unknown): void {
  if (typeof value === 'string' && value.length > 255) spend(run, value.length >>> 8);
}

/** How many digits of exact numbers are worked with for one step. */
const DIGITS_PER_STEP = 2;

/** The price of calculating with a number that keeps all of its digits; any other value is free. */
export function chargeDigits(run: Run, value: unknown): void {
  if (isExact(value)) spend(run, Math.ceil(value.text.length / DIGITS_PER_STEP));
}

/** The price of looking for a text in another. */
export function chargeSearch(run: Run, text: string, part: string): void {
  spend(run, searchSteps(text, part));
}

/** The price of bringing a text into a normal form. */
export function chargeMarks(run: Run, text: string): void {
  if (text.length > 15) spend(run, markSteps(text));
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
