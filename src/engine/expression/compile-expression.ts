import type { JsonValue } from '../json.ts';
import { compileNode } from './compile/compile-node.ts';
import type { CompileContext, Thunk } from './compile/context.ts';
import { isDataPath } from './compile/data-path.ts';
import { type ErrorLocation, ExpressionError } from './expression-error.ts';
import { locate } from './locate.ts';
import { produce, type Run } from './run.ts';
import type { TemplatePart } from './template.ts';
import { incomingData, toData } from './values/to-data.ts';

/** The longest source of one expression, in characters. */
const MAX_SOURCE = 10_000;

/** An expression ready to run. Both ways to run it throw `ExpressionError` with its location. */
export type CompiledExpression = {
  /** The value as JSON. */
  toValue(run: Run): JsonValue | undefined;
  /** The value as part of a longer text: empty for null and undefined, JSON for arrays and objects. */
  toText(run: Run): string;
};

/** Compiles one expression of a text; throws `ExpressionError` for syntax that the language does not have. */
export function compileExpression(
  text: string,
  part: Exclude<TemplatePart, { readonly type: 'text' }>,
): CompiledExpression {
  if (part.type === 'fault') {
    throw new ExpressionError(part.code, part.message, { expression: part.source, column: part.offset + 1 });
  }
  const location: ErrorLocation = { expression: part.source, column: part.node.start + 1 };
  if (part.source.length > MAX_SOURCE) {
    const message = `The expression has more than ${MAX_SOURCE} characters.`;
    throw new ExpressionError('expression.too_long', message, location);
  }
  const tally = { nodes: 0, depth: 0, deepest: 0 };
  const context: CompileContext = { text, expression: part.source, names: null, tally, compile: compileNode };
  const thunk = within(location, () => compileNode(part.node, context));
  return runnable(thunk, { location, isData: isDataPath(part.node) });
}

function runnable(thunk: Thunk, traits: { location: ErrorLocation; isData: boolean }): CompiledExpression {
  const { location, isData } = traits;
  const convert = isData ? incomingData : toData;
  const evaluate = (run: Run): JsonValue | undefined => convert(run, start(thunk, run));
  return {
    toValue: (run) => within(location, () => evaluate(run)),
    toText: (run) => within(location, () => display(run, evaluate(run))),
  };
}

function start(thunk: Thunk, run: Run): unknown {
  run.depth = 0;
  return thunk({ run, slots: [], parent: null });
}

function display(run: Run, value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  produce(run, text.length);
  return text;
}

function within<T>(location: ErrorLocation, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw locate(error, location);
  }
}
