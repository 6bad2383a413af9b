import { type PseudoSelector, parse } from 'css-what';
import { type AnyNode, hasChildren, isTag, isText } from 'domhandler';
import { ALIASES } from './aliases.ts';
import { noMarks, payPass, type Range } from './marks.ts';
import type { Matcher, Selectors } from './matcher.ts';
import { parseNth } from './nth.ts';
import { atEnds, nth, nthChild } from './nth-tests.ts';
import { unsupportedSelector, unusableSelector } from './selector-errors.ts';
import { type Make, type Test, within } from './test.ts';
import { containing, ofLanguage } from './text-tests.ts';

/** Pseudo-classes with selectors in their brackets. */
const NESTED: ReadonlyMap<string, Make<Selectors>> = new Map([
  ['is', anyOf],
  ['where', anyOf],
  ['matches', anyOf],
  ['not', (range, selectors, matcher) => not(anyOf(range, selectors, matcher))],
  ['has', (range, selectors, matcher) => within(matcher.having(range, selectors))],
]);

/** Pseudo-classes with a text in their brackets. */
const WITH_TEXT: ReadonlyMap<string, Make<string>> = new Map([
  ['contains', (range, text) => within(containing(range, range.tree.text, text))],
  ['icontains', (range, text) => within(containing(range, range.tree.text.toLowerCase(), text.toLowerCase()))],
  ['lang', (range, text) => within(ofLanguage(range, text))],
  ['nth-child', nthChild({ byType: false, fromEnd: false })],
  ['nth-last-child', nthChild({ byType: false, fromEnd: true })],
  ['nth-of-type', (range, text) => nth(range, parseNth(text), { byType: true, fromEnd: false })],
  ['nth-last-of-type', (range, text) => nth(range, parseNth(text), { byType: true, fromEnd: true })],
]);

/** Pseudo-classes without brackets. */
const PLAIN: ReadonlyMap<string, (range: Range) => Test> = new Map([
  [
    'root',
    ({ tree, from }) =>
      (place) =>
        tree.parents[from + place] === -1,
  ],
  [
    'scope',
    ({ scoped }) =>
      (place) =>
        scoped && place === 0,
  ],
  ['empty', isEmpty],
  ['first-child', (range) => atEnds(range, false, [false])],
  ['last-child', (range) => atEnds(range, false, [true])],
  ['only-child', (range) => atEnds(range, false, [false, true])],
  ['first-of-type', (range) => atEnds(range, true, [false])],
  ['last-of-type', (range) => atEnds(range, true, [true])],
  ['only-of-type', (range) => atEnds(range, true, [false, true])],
  ['hover', () => () => false],
  ['active', () => () => false],
  ['visited', () => () => false],
]);

/** The test of a pseudo-class. Throws `NodeError` `html.selector_unsupported` for one that is not known. */
export function pseudoTest(range: Range, { name, data }: PseudoSelector, matcher: Matcher): Test {
  const make = typeof data === 'string' ? WITH_TEXT.get(name) : undefined;
  if (typeof data === 'string' && make !== undefined) return make(range, data, matcher);
  const nested = NESTED.get(name);
  if (Array.isArray(data) && nested !== undefined) return nested(range, data, matcher);
  const alias = ALIASES.get(name);
  if (data === null && alias !== undefined) return anyOf(range, parse(alias), matcher);
  const plain = PLAIN.get(name);
  if (data === null && plain !== undefined) return plain(range);
  if (WITH_TEXT.has(name) || nested !== undefined) throw unusableSelector(`:${name} needs something in brackets`);
  throw unsupportedSelector(`:${name}${data === null ? '' : '(…)'}`);
}

function anyOf(range: Range, selectors: Selectors, matcher: Matcher): Test {
  return within(matcher.any(range, selectors));
}

function not(test: Test): Test {
  return (place) => !test(place);
}

const WHITE = /^[ \t\r\n]*$/;

function isEmpty(range: Range): Test {
  const marks = noMarks(range);
  payPass(range);
  for (let place = 0; place < range.size; place++) {
    const children = range.tree.elements[range.from + place]?.children ?? [];
    range.work.spend(children.length / 4);
    marks[place] = children.every(isBlank) ? 1 : 0;
  }
  return within(marks);
}

function isBlank(node: AnyNode): boolean {
  if (isTag(node)) return false;
  if (isText(node)) return WHITE.test(node.data);
  return !hasChildren(node) || node.children.every(isBlank);
}
