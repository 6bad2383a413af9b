import type { JsonValue } from '../json.ts';
import { DEFAULT_BUDGET } from './budget.ts';
import { compileExpression } from './compile-expression.ts';
import type { EvaluationOptions } from './config-types.ts';
import { type ConfigPath, ExpressionError } from './expression-error.ts';
import { createRun, settle } from './run.ts';
import type { Scope } from './scope.ts';
import { mayHoldExpression, splitTemplate } from './template.ts';

/** A part of a text with expressions: literal characters, or an expression with the text that came of it. */
export type TextPiece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'expression'; readonly source: string; readonly text: string };

/** The text with expressions at a place of a config; an empty one for anything else. */
export function textAt(config: JsonValue, path: ConfigPath): string {
  const value = path.reduce<JsonValue | undefined>(childOf, config);
  return typeof value === 'string' && mayHoldExpression(value) ? value : '';
}

function childOf(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === String(key))?.[1];
}

/** What a text is put together of, to tell which expression brought what. One that fails brought nothing. */
export function textPieces(
  text: string,
  scope: Scope,
  { budget = DEFAULT_BUDGET, work }: EvaluationOptions,
): TextPiece[] {
  const run = createRun(scope, budget, work);
  try {
    return splitTemplate(text).map((part): TextPiece => {
      if (part.type === 'text') return part;
      return { type: 'expression', source: part.source, text: textOf(() => compileExpression(text, part).toText(run)) };
    });
  } finally {
    settle(run);
  }
}

function textOf(evaluate: () => string): string {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof ExpressionError) return '';
    throw error;
  }
}
