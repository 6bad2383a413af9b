import type { Expression, SpreadElement } from 'acorn';
import { locate } from '../locate.ts';
import { spend } from '../run.ts';
import { iterate } from '../values/iterate.ts';
import { type CompileContext, type Frame, locationOf, type Site, type Thunk } from './context.ts';

/** Appends the value or, with `...`, the values of one element to a list. */
type Appender = (frame: Frame, list: unknown[]) => void;

/** The elements of a call or an array literal, `...` included. A hole in an array literal becomes `undefined`. */
export function compileArguments(
  nodes: readonly (Expression | SpreadElement | null)[],
  context: CompileContext,
): (frame: Frame) => unknown[] {
  if (nodes.some((node) => node?.type === 'SpreadElement')) return withSpread(nodes, context);
  const thunks = nodes.map((node) => compileElement(node, context));
  const [first, second] = thunks;
  if (thunks.length === 0) return () => [];
  if (first !== undefined && thunks.length === 1) return (frame) => [first(frame)];
  if (first !== undefined && second !== undefined && thunks.length === 2) {
    return (frame) => [first(frame), second(frame)];
  }
  return (frame) => thunks.map((thunk) => thunk(frame));
}

function compileElement(node: Expression | SpreadElement | null, context: CompileContext): Thunk {
  return node === null || node.type === 'SpreadElement' ? () => undefined : context.compile(node, context);
}

function withSpread(
  nodes: readonly (Expression | SpreadElement | null)[],
  context: CompileContext,
): (frame: Frame) => unknown[] {
  const appenders = nodes.map((node) => compileAppender(node, context));
  return (frame) => {
    const list: unknown[] = [];
    for (const append of appenders) append(frame, list);
    return list;
  };
}

function compileAppender(node: Expression | SpreadElement | null, context: CompileContext): Appender {
  if (node?.type !== 'SpreadElement') {
    const thunk = compileElement(node, context);
    return (frame, list) => list.push(thunk(frame));
  }
  const thunk = context.compile(node.argument, context);
  const site: Site = { node: node.argument, context };
  return (frame, list) => {
    for (const element of spreadElements(frame, thunk(frame), site)) list.push(element);
  };
}

function spreadElements(frame: Frame, value: unknown, site: Site): readonly unknown[] {
  try {
    const elements = iterate(frame.run, value);
    spend(frame.run, elements.length);
    return elements;
  } catch (error) {
    throw locate(error, locationOf(site));
  }
}
