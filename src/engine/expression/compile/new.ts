import type { NewExpression } from 'acorn';
import { ExpressionError } from '../expression-error.ts';
import { locate } from '../locate.ts';
import { isFunction } from '../values/function-value.ts';
import { compileArguments } from './arguments.ts';
import { type CompileContext, locationOf, type Site, sourceOf, type Thunk } from './context.ts';

/** `new` of a type that allows it, such as `Date`. */
export function compileNew(node: NewExpression, context: CompileContext): Thunk {
  const site: Site = { node, context };
  const type = context.compile(node.callee, context);
  const args = compileArguments(node.arguments, context);
  return (frame) => {
    const callee = type(frame);
    const construct = isFunction(callee) ? callee.value.construct : undefined;
    if (construct === undefined) {
      const message = `"new ${sourceOf({ node: node.callee, context })}" cannot be used in expressions.`;
      throw new ExpressionError('expression.forbidden', message, locationOf(site));
    }
    const list = args(frame);
    try {
      return construct(frame.run, list);
    } catch (error) {
      throw locate(error, locationOf(site));
    }
  };
}
