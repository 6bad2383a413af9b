import type { JsonValue } from '../json.ts';
import { type CompiledExpression, compileExpression } from './compile-expression.ts';
import type { ErrorMode } from './config-types.ts';
import { ExpressionError, type ExpressionErrorCode } from './expression-error.ts';
import type { Run } from './run.ts';
import { splitTemplate, type TemplatePart } from './template.ts';

/** Resolves a text to its value. */
export type Resolve = (run: Run, errors: ErrorMode) => JsonValue | undefined;

/** The errors that lenient evaluation ignores: those of missing or wrong values, not broken rules and used-up budgets. */
const FORGIVEN: ReadonlySet<ExpressionErrorCode> = new Set<ExpressionErrorCode>([
  'expression.undefined',
  'expression.not_a_function',
  'expression.not_iterable',
  'expression.invalid_argument',
  'expression.not_data',
]);

/**
 * Compiles a text. If it is a single expression, its value keeps its type; otherwise the result is a string.
 * Never throws: a text that cannot be compiled throws when it is resolved.
 */
export function compileText(text: string): Resolve {
  const parts = splitTemplate(text);
  const [only] = parts;
  if (only === undefined) return () => text;
  if (parts.length === 1 && only.type !== 'text') return compileValue(text, only);
  const resolvers = parts.map((part) => compilePart(text, part));
  return (run, errors) => resolvers.map((resolve) => resolve(run, errors) ?? '').join('');
}

type ExpressionPart = Exclude<TemplatePart, { readonly type: 'text' }>;

function compileValue(text: string, part: ExpressionPart): Resolve {
  const compiled = compileOrFail(text, part);
  return (run, errors) => forgiving(errors, () => compiled.toValue(run));
}

function compilePart(text: string, part: TemplatePart): Resolve {
  if (part.type === 'text') return () => part.text;
  const compiled = compileOrFail(text, part);
  return (run, errors) => forgiving(errors, () => compiled.toText(run));
}

function forgiving<T>(errors: ErrorMode, act: () => T): T | undefined {
  if (errors === 'strict') return act();
  try {
    return act();
  } catch (error) {
    if (error instanceof ExpressionError && FORGIVEN.has(error.code)) return undefined;
    throw error;
  }
}

function compileOrFail(text: string, part: ExpressionPart): CompiledExpression {
  try {
    return compileExpression(text, part);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const fail = (): never => {
      throw error;
    };
    return { toValue: fail, toText: fail };
  }
}
