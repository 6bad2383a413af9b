import { compile } from '@jmespath-community/jmespath';
import { ExpressionError } from '../expression-error.ts';
import { textArgument, unfit } from '../extensions/arguments.ts';
import { type Run, spend } from '../run.ts';
import { visit } from './visit.ts';

/** The longest query, in characters. */
const MAX_QUERY = 2_000;

/** What stands in quotes of any kind: raw texts, names, and literals, which are JSON between backticks. */
const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const JSON_TEXT = /"(?:[^"\\]|\\.)*"/g;
const LONG_NUMBER = /\d[\d.]{15}|\de[+-]?\d{3}/i;

/** Whether a literal has a number in it that the library would round. A text may hold as many digits as it likes. */
function hasLongNumber(query: string): boolean {
  const literals = (query.match(QUOTED) ?? []).filter((quoted) => quoted.startsWith('`'));
  return literals.some((literal) => LONG_NUMBER.test(literal.replace(JSON_TEXT, '')));
}

type Query = ReturnType<typeof compile>;

function parse(text: string): Query {
  if (text.length > MAX_QUERY) throw unfit('$jmespath', 'the query is too long.');
  if (hasLongNumber(text)) {
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
