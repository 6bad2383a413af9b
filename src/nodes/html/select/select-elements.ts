import { parse, type Selector } from 'css-what';
import type { WorkMeter } from '../../../engine/work-meter.ts';
import type { ElementTree } from './element-tree.ts';
import type { Marks, Range } from './marks.ts';
import { MATCHER } from './match-selector.ts';
import { unusableSelector } from './selector-errors.ts';

/** Where is searched: in the whole tree, or within one of its elements. */
export type Search = { readonly tree: ElementTree; readonly within?: number; readonly work: WorkMeter };

/**
 * The numbers of the elements that a CSS selector selects, in document order. It takes a pass over the elements for each part
 * of the selector, never more. Throws `NodeError` `html.bad_selector` or `html.selector_unsupported`.
 */
export function selectElements(selector: string, { tree, within, work }: Search): readonly number[] {
  work.spend(selector.length);
  const selectors = parseSelector(selector);
  const range: Range =
    within === undefined
      ? { tree, from: 0, size: tree.elements.length, scoped: false, work }
      : { tree, from: within, size: (tree.ends[within] ?? within) - within, scoped: true, work };
  return numbersOf(MATCHER.any(range, selectors), range.from);
}

function numbersOf(marks: Marks, from: number): number[] {
  const numbers: number[] = [];
  for (const [place, mark] of marks.entries()) if (mark === 1) numbers.push(from + place);
  return numbers;
}

function parseSelector(selector: string): readonly (readonly Selector[])[] {
  try {
    return parse(selector);
  } catch (cause) {
    throw unusableSelector(JSON.stringify(selector), cause);
  }
}
