import type { CallExpression, Expression } from 'acorn';
import { ExpressionError } from '../expression-error.ts';
import { type CompileContext, locationOf, type Thunk } from './context.ts';

/** Whether a call is `$if(…)`, which evaluates only the branch that it needs. */
export function isConditionalCall(node: CallExpression, callee: Expression): boolean {
  return callee.type === 'Identifier' && callee.name === '$if' && !node.optional && node.arguments.every(isPlain);
}

function isPlain(argument: CallExpression['arguments'][number]): argument is Expression {
  return argument.type !== 'SpreadElement';
}

/** `$if(condition, then, otherwise)`; `otherwise` defaults to false. */
export function compileConditionalCall(node: CallExpression, context: CompileContext): Thunk {
  const [test, then, otherwise] = node.arguments.filter(isPlain);
  if (test === undefined || then === undefined) {
    const message = '$if() needs a condition and a value.';
    throw new ExpressionError('expression.invalid_argument', message, locationOf({ node, context }));
  }
  const condition = context.compile(test, context);
  const consequent = context.compile(then, context);
  const alternate = otherwise === undefined ? (): boolean => false : context.compile(otherwise, context);
  return (frame) => (condition(frame) ? consequent(frame) : alternate(frame));
}
