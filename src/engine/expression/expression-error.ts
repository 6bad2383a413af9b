/**
 * Why an expression could not be read or evaluated. `expression.forbidden` and the budgets are never forgiven,
 * the rest follows the mode of the evaluation.
 */
export type ExpressionErrorCode =
  | 'expression.syntax'
  | 'expression.forbidden'
  | 'expression.too_long'
  | 'expression.too_deep'
  | 'expression.undefined'
  | 'expression.not_a_function'
  | 'expression.not_iterable'
  | 'expression.invalid_argument'
  | 'expression.not_data'
  | 'expression.number_too_long'
  | 'expression.regex_unsupported'
  | 'expression.unknown_node'
  | 'expression.node_not_executed'
  | 'expression.link_lost'
  | 'expression.link_ambiguous'
  | 'expression.budget_steps'
  | 'expression.budget_memory'
  | 'expression.budget_depth'
  | 'expression.budget_time';

/** Where an error arose: the expression without its braces, and the column in the whole text of the field, from 1. */
export type ErrorLocation = { readonly expression: string; readonly column: number };

/** The place of a value in a config: object keys and array indices from the root down. */
export type ConfigPath = readonly (string | number)[];

/** An expression that failed. `message` is safe to show to the author of the workflow. */
export class ExpressionError extends Error {
  readonly code: ExpressionErrorCode;
  readonly location: ErrorLocation | undefined;
  readonly path: ConfigPath | undefined;

  constructor(code: ExpressionErrorCode, message: string, location?: ErrorLocation, path?: ConfigPath) {
    super(message);
    this.name = 'ExpressionError';
    this.code = code;
    this.location = location;
    this.path = path;
  }

  /** The source of the failed expression, where it is known. */
  get expression(): string | undefined {
    return this.location?.expression;
  }

  /** The column in the text of the config value, from 1, where it is known. */
  get column(): number | undefined {
    return this.location?.column;
  }
}
