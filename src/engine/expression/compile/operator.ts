import type { BinaryExpression, ConditionalExpression, LogicalExpression, UnaryExpression } from 'acorn';
import { locate } from '../locate.ts';
import { BINARY_OPERATORS, UNARY_OPERATORS } from '../operators.ts';
import { isMissing } from './chain.ts';
import { type CompileContext, forbidden, locationOf, type Site, type Thunk } from './context.ts';
import { isKnownName } from './identifier.ts';

/** A binary operator. */
export function compileBinary(node: BinaryExpression, context: CompileContext): Thunk {
  const site: Site = { node, context };
  const operate = BINARY_OPERATORS.get(node.operator);
  if (operate === undefined || node.left.type === 'PrivateIdentifier') throw forbidden(site, `"${node.operator}"`);
  const left = context.compile(node.left, context);
  const right = context.compile(node.right, context);
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    try {
      return operate(frame.run, a, b);
    } catch (error) {
      throw locate(error, locationOf(site));
    }
  };
}

/** A unary operator. `typeof` of a name that is not known is `undefined`, and no error. */
export function compileUnary(node: UnaryExpression, context: CompileContext): Thunk {
  const site: Site = { node, context };
  const operate = UNARY_OPERATORS.get(node.operator);
  if (operate === undefined) throw forbidden(site, `"${node.operator}"`);
  const { argument } = node;
  if (node.operator === 'typeof' && argument.type === 'Identifier' && !isKnownName(argument.name, context)) {
    return (frame) => typeof frame.run.scope.data.extra?.[argument.name];
  }
  const operand = context.compile(argument, context);
  return (frame) => {
    const value = operand(frame);
    try {
      return operate(frame.run, value);
    } catch (error) {
      throw locate(error, locationOf(site));
    }
  };
}

/** `&&`, `||` and `??`, which evaluate their right side only when they need it. */
export function compileLogical(node: LogicalExpression, context: CompileContext): Thunk {
  const left = context.compile(node.left, context);
  const right = context.compile(node.right, context);
  switch (node.operator) {
    case '&&':
      return (frame) => left(frame) && right(frame);
    case '||':
      return (frame) => left(frame) || right(frame);
    case '??':
      return (frame) => {
        const value = left(frame);
        return isMissing(value) ? right(frame) : value;
      };
  }
}

/** `test ? consequent : alternate`. */
export function compileConditional(node: ConditionalExpression, context: CompileContext): Thunk {
  const test = context.compile(node.test, context);
  const consequent = context.compile(node.consequent, context);
  const alternate = context.compile(node.alternate, context);
  return (frame) => (test(frame) ? consequent(frame) : alternate(frame));
}
