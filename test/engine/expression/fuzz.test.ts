import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpressionError } from '../../../src/engine/expression/expression-error.ts';
import { evaluate } from './evaluate.ts';
import { FUZZ_TIMEOUT, fuzzSettings } from './fuzz-settings.ts';
import { anyExpression, FUZZ_DATA } from './grammar.ts';
import { watched, watchWholes } from './watch-wholes.ts';

type Outcome = { readonly json: string | undefined } | 'throws' | 'large';

/** The result of an expression in JavaScript itself; `large`: it met a whole number of which JavaScript drops digits, and ours none. */
function inJavaScript(source: string): Outcome {
  const { watch, hasLarge } = watchWholes();
  try {
    const value: unknown = new Function('$json', 'watch', `return (${watched(source)})`)(
      structuredClone(FUZZ_DATA),
      watch,
    );
    if (hasLarge()) return 'large';
    if (holdsFunction(value)) return 'throws';
    return { json: JSON.stringify(value ?? null) };
  } catch {
    return hasLarge() ? 'large' : 'throws';
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
          const expected = inJavaScript(source);
          if (expected !== 'large') expect(inOurs(source)).toEqual(expected);
        }),
        fuzzSettings(2_000),
      );
    },
    FUZZ_TIMEOUT,
  );
});
