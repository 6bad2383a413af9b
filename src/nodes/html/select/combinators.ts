import { SelectorType, type TraversalType } from 'css-what';
import { type Marks, noMarks, type Range } from './marks.ts';

type Combine = (range: Range, marks: Marks) => Marks;

type Combinators = { readonly [type in Exclude<TraversalType, SelectorType.ColumnCombinator>]: Combine };

/** Of a set, the elements that stand to one of it as the combinator says: `child` gives its children. */
export const FOLLOWERS: Combinators = {
  [SelectorType.Descendant]: (range, marks) => forth(range, marks, 'parents', true),
  [SelectorType.Child]: children,
  [SelectorType.Sibling]: (range, marks) => forth(range, marks, 'previous', true),
  [SelectorType.Adjacent]: (range, marks) => forth(range, marks, 'previous', false),
  [SelectorType.Parent]: parents,
};

/** The other way: `child` gives the parents of a set, which is what `:has(> …)` asks for. */
export const LEADERS: Combinators = {
  [SelectorType.Descendant]: (range, marks) => back(range, marks, 'parents', true),
  [SelectorType.Child]: parents,
  [SelectorType.Sibling]: (range, marks) => back(range, marks, 'previous', true),
  [SelectorType.Adjacent]: (range, marks) => back(range, marks, 'previous', false),
  [SelectorType.Parent]: children,
};

function children(range: Range, marks: Marks): Marks {
  return forth(range, marks, 'parents', false);
}

function parents(range: Range, marks: Marks): Marks {
  return back(range, marks, 'parents', false);
}

type Link = 'parents' | 'previous';

/** Carries marks along a link, once or on and on. What a link names has a smaller number, so that one pass is enough. */
function forth(range: Range, marks: Marks, link: Link, onAndOn: boolean): Marks {
  const links = range.tree[link];
  const carried = noMarks(range);
  for (let place = 0; place < carried.length; place++) {
    const other = (links[range.from + place] ?? -1) - range.from;
    if (other >= 0 && (marks[other] === 1 || (onAndOn && carried[other] === 1))) carried[place] = 1;
  }
  return carried;
}

function back(range: Range, marks: Marks, link: Link, onAndOn: boolean): Marks {
  const links = range.tree[link];
  const carried = noMarks(range);
  for (let place = carried.length - 1; place >= 0; place--) {
    const other = (links[range.from + place] ?? -1) - range.from;
    if (other >= 0 && (marks[place] === 1 || (onAndOn && carried[place] === 1))) carried[other] = 1;
  }
  return carried;
}
