import type { ExpressionData } from './expression-data.ts';

/** What the names in an expression mean for one item. Cheap to make: values are resolved when they are read. */
export type Scope = {
  readonly data: ExpressionData;
};

/** The scope of one item of one node run. */
export function createScope(data: ExpressionData): Scope {
  return { data };
}
