import type { CallExpression, Expression, MemberExpression } from 'acorn';
import { ExpressionError } from '../expression-error.ts';
import { locate } from '../locate.ts';
import { callMethod } from '../methods/call-method.ts';
import { NO_METHOD } from '../methods/method-table.ts';
import { findMethods } from '../methods/registry.ts';
import { callFunction, isFunction } from '../values/function-value.ts';
import { compileArguments } from './arguments.ts';
import { chainsOn, isMissing, SHORT } from './chain.ts';
import { compileConditionalCall, isConditionalCall } from './conditional-call.ts';
import { type CompileContext, type Frame, forbidden, locationOf, type Site, sourceOf, type Thunk } from './context.ts';
import { compileKey } from './key.ts';
import { compileObject, missingObject } from './member.ts';

/** A call of a method, or of a function. */
export function compileCall(node: CallExpression, context: CompileContext): Thunk {
  const callee = withoutParentheses(node.callee, { node, context });
  if (isConditionalCall(node, callee)) return compileConditionalCall(node, context);
  return callee.type === 'MemberExpression'
    ? compileMethodCall(node, callee, context)
    : compileFunctionCall(node, callee, context);
}

/** Parentheses around a callee do not change its `this`. */
function withoutParentheses(node: CallExpression['callee'], site: Site): Expression {
  if (node.type === 'Super') throw forbidden(site, '"super"');
  return node.type === 'ParenthesizedExpression' ? withoutParentheses(node.expression, site) : node;
}

function compileFunctionCall(node: CallExpression, callee: Expression, context: CompileContext): Thunk {
  const site: Site = { node: callee, context };
  const evaluate = context.compile(callee, context);
  const args = compileArguments(node.arguments, context);
  return (frame) => {
    const value = evaluate(frame);
    if (value === SHORT || (node.optional && isMissing(value))) return SHORT;
    if (!isFunction(value)) throw notAFunction(site);
    const list = args(frame);
    try {
      return callFunction(frame.run, value, list);
    } catch (error) {
      throw locate(error, locationOf(site));
    }
  };
}

function compileMethodCall(node: CallExpression, callee: MemberExpression, context: CompileContext): Thunk {
  const object = compileObject(callee, context);
  const invoke = compileInvocation(node, callee, context);
  if (!callee.optional && !chainsOn(callee.object)) return (frame) => invoke(frame, object(frame));
  return (frame) => {
    const self = object(frame);
    return self === SHORT || (callee.optional && isMissing(self)) ? SHORT : invoke(frame, self);
  };
}

type Invocation = (frame: Frame, self: unknown) => unknown;

function compileInvocation(node: CallExpression, callee: MemberExpression, context: CompileContext): Invocation {
  const site: Site = { node: callee, context };
  const key = compileKey(callee, context);
  const args = compileArguments(node.arguments, context);
  return (frame, self) => {
    const name = key.type === 'static' ? key.name : key.of(frame);
    if (isMissing(self) && findMethods(String(name)).nothing === undefined) {
      throw missingObject(self, name, { node: callee.object, context });
    }
    const result = invoke(frame, { self, name, args: args(frame) }, site);
    if (result !== NO_METHOD) return result;
    if (node.optional) return SHORT;
    throw notAFunction(site);
  };
}

function invoke(frame: Frame, call: Parameters<typeof callMethod>[1], site: Site): unknown {
  try {
    return callMethod(frame.run, call);
  } catch (error) {
    throw locate(error, locationOf(site));
  }
}

function notAFunction(site: Site): ExpressionError {
  const message = `${sourceOf(site)} is not a function.`;
  return new ExpressionError('expression.not_a_function', message, locationOf(site));
}
