import type { ChainExpression, Expression, Super } from 'acorn';
import type { CompileContext, Frame, Thunk } from './context.ts';

/** The result of a link when an optional chain has ended early. Never a value of the language. */
export const SHORT: unique symbol = Symbol('short');

/** Whether a value ends an optional chain at a link with `?.`. */
export function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Whether a node is a link in a chain that may end early before it. */
export function chainsOn(node: Expression | Super): boolean {
  if (node.type === 'MemberExpression') return node.optional || chainsOn(node.object);
  if (node.type === 'CallExpression') return node.optional || chainsOn(node.callee);
  return false;
}

/** Continues with the value, unless the chain has ended or ends here. */
export function shortOr(
  frame: Frame,
  value: unknown,
  link: { readonly optional: boolean; readonly next: (frame: Frame, value: unknown) => unknown },
): unknown {
  if (value === SHORT || (link.optional && isMissing(value))) return SHORT;
  return link.next(frame, value);
}

/** A whole optional chain: `undefined` when it ended early. */
export function compileChain(node: ChainExpression, context: CompileContext): Thunk {
  const chain = context.compile(node.expression, context);
  return (frame) => {
    const value = chain(frame);
    return value === SHORT ? undefined : value;
  };
}
