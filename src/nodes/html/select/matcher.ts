import type { Selector } from 'css-what';
import type { Marks, Range } from './marks.ts';

export type Selectors = readonly (readonly Selector[])[];

/** How whole selectors are matched, for the parts of selectors that have selectors in their brackets. */
export type Matcher = {
  /** The elements that match one of the selectors. In a scoped range, selectors are about what is within the scope. */
  any(range: Range, selectors: Selectors): Marks;
  /** The elements that have one that matches, as `:has` means it: by default a descendant. */
  having(range: Range, selectors: Selectors): Marks;
};
