import type { Expression } from 'acorn';
import { ExpressionError } from '../expression-error.ts';
import { compileArguments } from './arguments.ts';
import { compileArrow } from './arrow.ts';
import { compileCall } from './call.ts';
import { compileChain } from './chain.ts';
import { type CompileContext, forbidden, locationOf, type Thunk } from './context.ts';
import { compileIdentifier } from './identifier.ts';
import { compileLiteral, compileTemplate } from './literal.ts';
import { compileMember } from './member.ts';
import { compileNew } from './new.ts';
import { compileObject } from './object.ts';
import { compileBinary, compileConditional, compileLogical, compileUnary } from './operator.ts';

/** How deep the syntax of an expression may be nested. */
const MAX_NESTING = 250;

/** Compiles a piece of syntax; throws `expression.forbidden` for what is not in the language. */
export function compileNode(node: Expression, context: CompileContext): Thunk {
  const { tally } = context;
  tally.nodes += 1;
  tally.depth += 1;
  tally.deepest = Math.max(tally.deepest, tally.depth);
  if (tally.depth > MAX_NESTING) {
    const message = 'The expression is nested too deeply.';
    throw new ExpressionError('expression.too_deep', message, locationOf({ node, context }));
  }
  const thunk = dispatch(node, context);
  tally.depth -= 1;
  return thunk;
}

function dispatch(node: Expression, context: CompileContext): Thunk {
  switch (node.type) {
    case 'Literal':
      return compileLiteral(node, context);
    case 'Identifier':
      return compileIdentifier(node, context);
    case 'MemberExpression':
      return compileMember(node, context);
    case 'CallExpression':
      return compileCall(node, context);
    case 'ChainExpression':
      return compileChain(node, context);
    case 'ArrowFunctionExpression':
      return compileArrow(node, context);
    case 'TemplateLiteral':
      return compileTemplate(node, context);
    case 'ArrayExpression':
      return compileArguments(node.elements, context);
    case 'ObjectExpression':
      return compileObject(node, context);
    case 'BinaryExpression':
      return compileBinary(node, context);
    case 'UnaryExpression':
      return compileUnary(node, context);
    case 'LogicalExpression':
      return compileLogical(node, context);
    case 'ConditionalExpression':
      return compileConditional(node, context);
    case 'ParenthesizedExpression':
      return compileNode(node.expression, context);
    case 'NewExpression':
      return compileNew(node, context);
    default:
      throw refused(node, context);
  }
}

/** How messages call the syntax that the language does not have. */
const REFUSED: { readonly [type: string]: string } = {
  ThisExpression: '"this"',
  FunctionExpression: 'A function with statements (write an arrow function)',
  ClassExpression: 'A class',
  TaggedTemplateExpression: 'A tagged template',
  AssignmentExpression: 'An assignment',
  UpdateExpression: '"++" and "--"',
  SequenceExpression: 'Several expressions separated by commas',
  AwaitExpression: '"await"',
  YieldExpression: '"yield"',
  ImportExpression: '"import"',
  MetaProperty: 'A meta property',
};

function refused(node: Expression, context: CompileContext): ExpressionError {
  return forbidden({ node, context }, REFUSED[node.type] ?? `This syntax (${node.type})`);
}
