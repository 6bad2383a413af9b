import type { JsonValue } from '../json.ts';
import type { WorkMeter } from '../work-meter.ts';
import type { Budget } from './budget.ts';
import type { ConfigPath, ExpressionErrorCode } from './expression-error.ts';
import type { Scope } from './scope.ts';

/** `strict` throws all errors; `lenient` turns those of missing values into `undefined`, as n8n does. */
export type ErrorMode = 'strict' | 'lenient';

/** How to evaluate. The budget holds for the whole config; `work` is the meter of the node run, which all evaluations of it share. */
export type EvaluationOptions = {
  readonly budget?: Budget;
  readonly errors?: ErrorMode;
  readonly work?: WorkMeter;
};

/** A node's config with its expressions compiled, made once per workflow version and used for every item. */
export type CompiledConfig = {
  /** Whether the config has no expression at all. Then `evaluate` always returns the same value. */
  readonly constant: boolean;
  /**
   * The config with all expressions resolved. What is `undefined` is left out of objects and `null` in arrays.
   * Throws `ExpressionError` with the path of the field, and `WorkLimitError`, which no mode forgives.
   */
  evaluate(scope: Scope, options?: EvaluationOptions): JsonValue;
};

/** What is wrong with a text that was to be saved. `column` counts from 1 in the text of the field. */
export type ExpressionFault = {
  readonly path: ConfigPath;
  readonly code: ExpressionErrorCode;
  readonly message: string;
  readonly column: number;
};
