import { compile } from '@jmespath-community/jmespath';
import { ExpressionError } from '../expression-error.ts';
import { textArgument, unfit } from '../extensions/arguments.ts';
import { type Run, spend } from '../run.ts';
import { visit } from './visit.ts';

/** The longest query, in characters. */
const MAX_QUERY = 2_000;

/** A literal with a number in it that the library would round. A text in single quotes may hold as many digits as it likes. */
const LONG_LITERAL = /`[^`"]*(?:\d[\d.]{15}|\de[+-]?\d{3})[^`"]*`/i;

type Query = ReturnType<typeof compile>;

function parse(text: string): Query {
  if (text.length > MAX_QUERY) throw unfit('$jmespath', 'the query is too long.');
  if (LONG_LITERAL.test(text)) {
    const message = 'Numbers in queries lose digits from 2^53: compare to_string(…) with a text instead.';
    throw new ExpressionError('expression.number_too_long', message);
  }
  try {
    return compile(text, { enable_legacy_literals: true });
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    throw unfit('$jmespath', `the query cannot be read: ${error.message}.`);
  }
}

/**
 * `$jmespath(data, query)`: JMESPath by its specification. The library only parses the query. It is run here, so that it
 * reads only own properties and pays for its work.
 */
export function jmespath(run: Run, [data, query]: readonly unknown[]): unknown {
  const text = textArgument('$jmespath', query);
  spend(run, 20 + text.length);
  return visit(run, parse(text), data);
}
