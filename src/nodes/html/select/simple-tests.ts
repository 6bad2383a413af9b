import { type AttributeSelector, type Selector, SelectorType } from 'css-what';
import { attributeOf } from './attribute-of.ts';
import { attributeTest } from './attribute-test.ts';
import type { Range } from './marks.ts';
import type { Matcher } from './matcher.ts';
import { pseudoTest } from './pseudo-tests.ts';
import { unsupportedSelector } from './selector-errors.ts';

const CHARACTERS_PER_STEP = 256;

/** The test of one part of a selector that is no combinator. What it has to know of the whole range, it finds out first. */
export function testOf(range: Range, token: Selector, matcher: Matcher): (place: number) => boolean {
  switch (token.type) {
    case SelectorType.Tag:
      return tagTest(range, token.name.toLowerCase(), token.namespace);
    case SelectorType.Universal:
      if (token.namespace !== null && token.namespace !== '*') throw unsupportedSelector('namespaces');
      return () => true;
    case SelectorType.Attribute:
      return attributeTestOf(range, token);
    case SelectorType.Pseudo:
      return pseudoTest(range, token, matcher);
    default:
      throw unsupportedSelector('pseudo-elements');
  }
}

function tagTest({ tree, from }: Range, name: string, namespace: string | null): (place: number) => boolean {
  if (namespace !== null) throw unsupportedSelector('namespaces');
  return (place) => tree.elements[from + place]?.name === name;
}

function attributeTestOf({ tree, from, work }: Range, selector: AttributeSelector): (place: number) => boolean {
  if (selector.namespace !== null) throw unsupportedSelector('namespaces');
  const test = attributeTest(selector);
  const name = selector.name.toLowerCase();
  return (place) => {
    const value = attributeOf(tree.elements[from + place], name);
    if (value !== undefined) work.spend(value.length / CHARACTERS_PER_STEP);
    return test(value);
  };
}
