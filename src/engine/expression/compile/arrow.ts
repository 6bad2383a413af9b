import type { ArrowFunctionExpression, Pattern } from 'acorn';
import { ExpressionError } from '../expression-error.ts';
import { spend } from '../run.ts';
import { makeFunction } from '../values/function-value.ts';
import {
  type CompileContext,
  type Frame,
  forbidden,
  locationOf,
  type Names,
  type Site,
  type Thunk,
} from './context.ts';
import { type Bind, compilePattern } from './pattern.ts';
import { namesOf } from './pattern-names.ts';

/** An arrow function whose body is an expression. */
export function compileArrow(node: ArrowFunctionExpression, context: CompileContext): Thunk {
  if (node.async) throw forbidden({ node, context }, 'An async function');
  if (node.body.type === 'BlockStatement') throw statements({ node: node.body, context });
  const names: Names = { own: node.params.flatMap(namesOf), outer: context.names };
  const inner: CompileContext = { ...context, names };
  const { tally } = context;
  const before = { nodes: tally.nodes, deepest: tally.deepest };
  tally.deepest = tally.depth;
  const bind = compileParameters(node.params, inner);
  const body = context.compile(node.body, inner);
  const cost = tally.nodes - before.nodes;
  const levels = tally.deepest - tally.depth + 2;
  tally.deepest = Math.max(tally.deepest, before.deepest);
  return (outer) => {
    const invoke = (run: Frame['run'], args: readonly unknown[]): unknown => {
      spend(run, cost);
      const frame: Frame = { run, slots: [], parent: outer };
      bind(frame, args);
      return body(frame);
    };
    return makeFunction({ name: '', invoke, levels });
  };
}

type BindAll = (frame: Frame, args: readonly unknown[]) => void;

function compileParameters(params: readonly Pattern[], context: CompileContext): BindAll {
  if (params.every((param) => param.type === 'Identifier')) return bindInOrder(params.length);
  const binds = params.map((param, index) => compileParameter(param, index, context));
  return (frame, args) => {
    for (const bind of binds) bind(frame, args);
  };
}

/** Plain names have the slots of their positions. */
function bindInOrder(count: number): BindAll {
  return (frame, args) => {
    for (let index = 0; index < count; index++) frame.slots.push(args[index]);
  };
}

function compileParameter(param: Pattern, index: number, context: CompileContext): BindAll {
  if (param.type === 'RestElement') {
    const bindRest: Bind = compilePattern(param.argument, context);
    return (frame, args) => bindRest(frame, args.slice(index));
  }
  const bind = compilePattern(param, context);
  return (frame, args) => bind(frame, args[index]);
}

function statements(site: Site): ExpressionError {
  const message = 'A function with statements cannot be used in expressions: write what it gives, without braces.';
  return new ExpressionError('expression.forbidden', message, locationOf(site));
}
