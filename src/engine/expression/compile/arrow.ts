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
  type OpenFrame,
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
  const enter = compileParameters(node.params, inner);
  const body = context.compile(node.body, inner);
  const cost = tally.nodes - before.nodes;
  const levels = tally.deepest - tally.depth + 2;
  tally.deepest = Math.max(tally.deepest, before.deepest);
  return (parent) => {
    const invoke = (run: Frame['run'], args: readonly unknown[]): unknown => {
      spend(run, cost);
      return body(enter(run, args, parent));
    };
    return makeFunction({ name: '', invoke, levels });
  };
}

type Enter = (run: Frame['run'], args: readonly unknown[], parent: Frame) => Frame;

type BindArgument = (frame: OpenFrame, args: readonly unknown[]) => void;

/** Plain names have the slots of their positions, so the arguments are the slots. */
function compileParameters(params: readonly Pattern[], context: CompileContext): Enter {
  if (params.every((param) => param.type === 'Identifier')) return (run, slots, parent) => ({ run, slots, parent });
  const binds = params.map((param, index) => compileParameter(param, index, context));
  return (run, args, parent) => {
    const frame: OpenFrame = { run, slots: [], parent };
    for (const bind of binds) bind(frame, args);
    return frame;
  };
}

function compileParameter(param: Pattern, index: number, context: CompileContext): BindArgument {
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
