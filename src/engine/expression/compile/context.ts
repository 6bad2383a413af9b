import type { Expression, Node } from 'acorn';
import { type ErrorLocation, ExpressionError } from '../expression-error.ts';
import type { Run } from '../run.ts';

/** The values of an arrow function's parameters, inside those of the functions around it. */
export type Frame = { readonly run: Run; readonly slots: readonly unknown[]; readonly parent: Frame | null };

/** A frame whose parameters are still being bound. */
export type OpenFrame = Frame & { readonly slots: unknown[] };

/** A compiled piece of an expression. */
export type Thunk = (frame: Frame) => unknown;

/** The parameters in view, innermost function first. */
export type Names = { readonly own: readonly string[]; readonly outer: Names | null };

/** What has been counted while compiling. */
type Tally = { nodes: number; depth: number; deepest: number };

/** What compiling a piece of an expression needs to know of its surroundings. */
export type CompileContext = {
  /** The whole text of the field: positions of nodes count in it. */
  readonly text: string;
  /** The expression alone, as errors quote it. */
  readonly expression: string;
  readonly names: Names | null;
  readonly tally: Tally;
  readonly compile: (node: Expression, context: CompileContext) => Thunk;
};

/** The place of a node, for errors. */
export type Site = { readonly context: CompileContext; readonly node: Node };

/** The source of a node as the author wrote it, cut when it is long. */
export function sourceOf({ context, node }: Site): string {
  const source = context.text.slice(node.start, node.end);
  return source.length > 100 ? `${source.slice(0, 97)}…` : source;
}

/** Where a node is, for an error. */
export function locationOf({ context, node }: Site): ErrorLocation {
  return { expression: context.expression, column: node.start + 1 };
}

/** Syntax that the language does not have. */
export function forbidden(site: Site, what: string): ExpressionError {
  return new ExpressionError('expression.forbidden', `${what} cannot be used in expressions.`, locationOf(site));
}
