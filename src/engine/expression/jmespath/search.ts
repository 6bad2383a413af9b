import { compile } from '@jmespath-community/jmespath';
import { textArgument, unfit } from '../extensions/arguments.ts';
import { type Run, spend } from '../run.ts';
import { visit } from './visit.ts';

/** The longest query, in characters. */
const MAX_QUERY = 2_000;

type Query = ReturnType<typeof compile>;

function parse(text: string): Query {
  if (text.length > MAX_QUERY) throw unfit('$jmespath', 'the query is too long.');
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
