import type { ArrayPattern, AssignmentPattern, AssignmentProperty, ObjectPattern, Pattern } from 'acorn';
import { ExpressionError } from '../expression-error.ts';
import { locate } from '../locate.ts';
import { readMember } from '../methods/read-member.ts';
import { spend } from '../run.ts';
import { iterate } from '../values/iterate.ts';
import { ownProperties } from '../values/own-properties.ts';
import { putAll } from '../values/plain.ts';
import { isMissing } from './chain.ts';
import {
  type CompileContext,
  type Frame,
  forbidden,
  locationOf,
  type OpenFrame,
  type Site,
  sourceOf,
} from './context.ts';
import { type CompiledKey, compilePatternKey } from './key.ts';

/** Destructures a value into the slots of a frame. */
export type Bind = (frame: OpenFrame, value: unknown) => void;

/** A parameter: a name or a destructuring pattern, perhaps with a default. */
export function compilePattern(node: Pattern, context: CompileContext): Bind {
  switch (node.type) {
    case 'Identifier':
      return bindName(node.name, context);
    case 'AssignmentPattern':
      return compileDefault(node, context);
    case 'ObjectPattern':
      return compileObjectPattern(node, context);
    case 'ArrayPattern':
      return compileArrayPattern(node, context);
    case 'RestElement':
    case 'MemberExpression':
      throw forbidden({ node, context }, 'This parameter');
  }
}

function bindName(name: string, context: CompileContext): Bind {
  const slot = context.names?.own.indexOf(name) ?? -1;
  return (frame, value) => {
    frame.slots[slot] = value;
  };
}

function compileDefault(node: AssignmentPattern, context: CompileContext): Bind {
  const bind = compilePattern(node.left, context);
  const fallback = context.compile(node.right, context);
  return (frame, value) => bind(frame, value === undefined ? fallback(frame) : value);
}

function compileObjectPattern(node: ObjectPattern, context: CompileContext): Bind {
  const site: Site = { node, context };
  const binds: Bind[] = [];
  const keys: CompiledKey[] = [];
  for (const property of node.properties) {
    if (property.type === 'RestElement') binds.push(compileObjectRest(property.argument, [...keys], context));
    else binds.push(compileProperty(property, keys, context));
  }
  return (frame, value) => {
    if (isMissing(value)) throw notTakenApart(value, site);
    for (const bind of binds) bind(frame, value);
  };
}

function notTakenApart(value: null | undefined, site: Site): ExpressionError {
  const message = `Cannot take ${value} apart as ${sourceOf(site)}.`;
  return new ExpressionError('expression.undefined', message, locationOf(site));
}

function compileProperty(property: AssignmentProperty, keys: CompiledKey[], context: CompileContext): Bind {
  const site: Site = { node: property, context };
  const key = compilePatternKey(property, context);
  const bind = compilePattern(property.value, context);
  keys.push(key);
  const read = located(site, (frame, value) =>
    readMember(frame.run, value, key.type === 'static' ? key.name : key.of(frame)),
  );
  return (frame, value) => bind(frame, read(frame, value));
}

type Read<T> = (frame: Frame, value: unknown) => T;

/** Errors while destructuring get the place of the pattern. */
function located<T>(site: Site, read: Read<T>): Read<T> {
  return (frame, value) => {
    try {
      return read(frame, value);
    } catch (error) {
      throw locate(error, locationOf(site));
    }
  };
}

function compileObjectRest(node: Pattern, taken: readonly CompiledKey[], context: CompileContext): Bind {
  const bind = compilePattern(node, context);
  return (frame, value) => {
    const rest: Record<string, unknown> = {};
    putAll(rest, ownProperties(frame.run, value));
    for (const key of taken) delete rest[key.type === 'static' ? key.name : key.of(frame)];
    bind(frame, rest);
  };
}

function compileArrayPattern(node: ArrayPattern, context: CompileContext): Bind {
  const site: Site = { node, context };
  const binds = node.elements.map((element, index) => compileElement(element, index, context));
  const elementsOf = located(site, (frame, value) => iterate(frame.run, value));
  return (frame, value) => {
    const elements = elementsOf(frame, value);
    for (const bind of binds) bind(frame, elements);
  };
}

type BindElement = (frame: OpenFrame, elements: readonly unknown[]) => void;

function compileElement(element: Pattern | null, index: number, context: CompileContext): BindElement {
  if (element === null) return () => undefined;
  if (element.type !== 'RestElement') {
    const bind = compilePattern(element, context);
    return (frame, elements) => bind(frame, elements[index]);
  }
  const bind = compilePattern(element.argument, context);
  return (frame, elements) => {
    spend(frame.run, elements.length);
    bind(frame, elements.slice(index));
  };
}
