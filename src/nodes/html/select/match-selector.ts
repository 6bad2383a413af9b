import { isTraversal, type Selector, SelectorType } from 'css-what';
import { FOLLOWERS, LEADERS } from './combinators.ts';
import { addMarks, allMarks, type Marks, narrow, noMarks, type Range, scopeMarks } from './marks.ts';
import type { Matcher, Selectors } from './matcher.ts';
import { unsupportedSelector } from './selector-errors.ts';
import { testOf } from './simple-tests.ts';

/** Matches whole selectors, in a number of passes that depends on the selectors alone. */
export const MATCHER: Matcher = { any: matchAny, having: matchHaving };

function matchAny(range: Range, selectors: Selectors): Marks {
  const marks = noMarks(range);
  for (const tokens of selectors) addMarks(marks, matchOne(range, tokens));
  return marks;
}

function matchHaving(range: Range, selectors: Selectors): Marks {
  const marks = noMarks(range);
  for (const tokens of selectors) addMarks(marks, havingOne(range, tokens));
  return marks;
}

/** From left to right, one pass for each part, whatever the document is like. */
function matchOne(range: Range, tokens: readonly Selector[]): Marks {
  let marks = startOf(range, tokens);
  for (const token of tokens) {
    if (isTraversal(token)) marks = combinator(FOLLOWERS, token)(range, marks);
    else narrow(range, marks, testOf(range, token, MATCHER));
  }
  return marks;
}

function startOf(range: Range, tokens: readonly Selector[]): Marks {
  const [first] = tokens;
  if (first !== undefined && isTraversal(first)) return scopeMarks(range);
  if (!range.scoped || tokens.some(namesScope)) return allMarks(range);
  return FOLLOWERS[SelectorType.Descendant](range, scopeMarks(range));
}

/** From right to left: what has to stand before what matches. */
function havingOne(range: Range, tokens: readonly Selector[]): Marks {
  const relative = relativeTokens(tokens);
  let marks = allMarks(range);
  for (const token of relative.toReversed()) {
    if (isTraversal(token)) marks = combinator(LEADERS, token)(range, marks);
    else narrow(range, marks, testOf(range, token, MATCHER));
  }
  return marks;
}

function relativeTokens(tokens: readonly Selector[]): readonly Selector[] {
  const [first, second] = tokens;
  const isScoped = first !== undefined && isScope(first) && second !== undefined && isTraversal(second);
  const rest = isScoped ? tokens.slice(1) : tokens;
  if (rest.some(namesScope)) throw unsupportedSelector(':scope within :has');
  const [leading] = rest;
  return leading !== undefined && isTraversal(leading) ? rest : [{ type: SelectorType.Descendant }, ...rest];
}

function combinator(table: typeof FOLLOWERS, token: Selector): (range: Range, marks: Marks) => Marks {
  switch (token.type) {
    case SelectorType.Descendant:
    case SelectorType.Child:
    case SelectorType.Sibling:
    case SelectorType.Adjacent:
    case SelectorType.Parent:
      return table[token.type];
    default:
      throw unsupportedSelector('column combinators');
  }
}

function isScope(token: Selector): boolean {
  return token.type === SelectorType.Pseudo && token.name === 'scope';
}

function namesScope(token: Selector): boolean {
  if (token.type !== SelectorType.Pseudo) return false;
  return isScope(token) || (Array.isArray(token.data) && token.data.some((tokens) => tokens.some(namesScope)));
}
