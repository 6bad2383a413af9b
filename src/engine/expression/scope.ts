import type { ExpressionData } from './expression-data.ts';

/** The values of names in an expression, for one item. Cheap to make: values are resolved when they are read. */
export type Scope = {
  readonly data: ExpressionData;
  /** Values that are made at most once, so that `$now` is the same object wherever it is read. */
  readonly memo: { now?: unknown; today?: unknown };
};

/** The scope of one item of one node run. */
export function createScope(data: ExpressionData): Scope {
  return { data, memo: {} };
}
