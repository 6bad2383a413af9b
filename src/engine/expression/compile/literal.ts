import type { Literal, TemplateLiteral } from 'acorn';
import { numberOfText } from '../../../numbers/exact-number.ts';
import { locate } from '../locate.ts';
import { templateText } from '../operators.ts';
import { compilePattern, patternValue } from '../values/pattern.ts';
import { type CompileContext, forbidden, locationOf, type Site, type Thunk } from './context.ts';

/** A literal: a text, a number, true, false, null, or a regular expression, which is compiled here once. */
export function compileLiteral(node: Literal, context: CompileContext): Thunk {
  const site: Site = { node, context };
  if (node.bigint) throw forbidden(site, 'A BigInt');
  if (node.regex) return compileRegex(node.regex.pattern, node.regex.flags, site);
  const value = valueOfLiteral(node, site);
  return () => value;
}

/** Octal numbers of old, such as `010`. */
const OLD_OCTAL = /^0\d/;

/** The value of a literal. A number has all digits that are written. */
export function valueOfLiteral({ value, raw = '' }: Literal, site: Site): unknown {
  if (typeof value !== 'number' || OLD_OCTAL.test(raw)) return value;
  try {
    return numberOfText(raw.replaceAll('_', ''));
  } catch (error) {
    throw locate(error, locationOf(site));
  }
}

function compileRegex(source: string, flags: string, site: Site): Thunk {
  try {
    const pattern = patternValue(compilePattern(source, flags));
    return () => pattern;
  } catch (error) {
    throw locate(error, locationOf(site));
  }
}

/** A template literal. */
export function compileTemplate(node: TemplateLiteral, context: CompileContext): Thunk {
  const quasis = node.quasis.map((quasi) => quasi.value.cooked ?? quasi.value.raw);
  const values = node.expressions.map((expression) => context.compile(expression, context));
  const site: Site = { node, context };
  return (frame) => {
    const parts = values.map((value) => value(frame));
    try {
      return templateText(frame.run, quasis, parts);
    } catch (error) {
      throw locate(error, locationOf(site));
    }
  };
}
