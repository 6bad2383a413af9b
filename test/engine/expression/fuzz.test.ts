import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpressionError } from '../../../src/engine/expression/expression-error.ts';
import { evaluate } from './evaluate.ts';
import { FUZZ_TIMEOUT, fuzzSettings } from './fuzz-settings.ts';
import { anyExpression, FUZZ_DATA } from './grammar.ts';

type Outcome = { readonly json: string | undefined } | 'throws';

/** The result of an expression in JavaScript itself. */
function inJavaScript(source: string): Outcome {
  try {
    const value: unknown = new Function('$json', `return (${source})`)(structuredClone(FUZZ_DATA));
    if (holdsFunction(value)) return 'throws';
    return { json: JSON.stringify(value ?? null) };
  } catch {
    return 'throws';
  }
}

/** Functions are refused as results. */
function holdsFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsFunction);
}

function inOurs(source: string): Outcome {
  try {
    return { json: JSON.stringify(evaluate(source, FUZZ_DATA)) };
  } catch (error) {
    if (error instanceof ExpressionError) return 'throws';
    throw error;
  }
}

describe('the pure part of the grammar', () => {
  it(
    'gives what JavaScript gives',
    () => {
      fc.assert(
        fc.property(anyExpression, (source) => {
          expect(inOurs(source)).toEqual(inJavaScript(source));
        }),
        fuzzSettings(2_000),
      );
    },
    FUZZ_TIMEOUT,
  );
});
