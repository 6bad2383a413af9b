import type { AssignmentProperty, Expression, MemberExpression, PrivateIdentifier, Property } from 'acorn';
import { numberKey } from '../../../numbers/compare-numbers.ts';
import { isExact } from '../../../numbers/exact-number.ts';
import { locate } from '../locate.ts';
import { toKey } from '../values/convert.ts';
import { refuseForbiddenKey } from '../values/plain.ts';
import { type CompileContext, type Frame, forbidden, locationOf, type Site } from './context.ts';
import { valueOfLiteral } from './literal.ts';

/** A key that is known when compiling, or evaluated each time. */
export type CompiledKey =
  | { readonly type: 'static'; readonly name: string }
  | { readonly type: 'computed'; readonly of: (frame: Frame) => string | number };

/** The key of a member access. Keys that lead out of the data are refused: known ones now, computed ones each time. */
export function compileKey(node: MemberExpression, context: CompileContext): CompiledKey {
  const key = keyOf(node.property, node.computed, context);
  return checked(key, { node: node.property, context });
}

/** The key of a property in a pattern, which reads it. */
export function compilePatternKey(node: AssignmentProperty, context: CompileContext): CompiledKey {
  return checked(keyOf(node.key, node.computed, context), { node: node.key, context });
}

/** The key of a property in an object literal, which writes it: only `__proto__` is refused. */
export function compileLiteralKey(node: Property, context: CompileContext): CompiledKey {
  return keyOf(node.key, node.computed, context);
}

function keyOf(node: Expression | PrivateIdentifier, computed: boolean, context: CompileContext): CompiledKey {
  if (node.type === 'PrivateIdentifier') throw forbidden({ node, context }, 'A private name');
  if (!computed && node.type === 'Identifier') return { type: 'static', name: node.name };
  if (node.type === 'Literal' && isNameable(node.value)) {
    const value = valueOfLiteral(node, { node, context });
    return { type: 'static', name: isExact(value) ? numberKey(value) : String(value) };
  }
  const key = context.compile(node, context);
  return { type: 'computed', of: (frame) => toKey(frame.run, key(frame)) };
}

function isNameable(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function checked(key: CompiledKey, site: Site): CompiledKey {
  if (key.type === 'static') {
    refuse(key.name, site);
    return key;
  }
  const of = (frame: Frame): string | number => {
    const name = key.of(frame);
    refuse(name, site);
    return name;
  };
  return { type: 'computed', of };
}

function refuse(name: string | number, site: Site): void {
  try {
    refuseForbiddenKey(name);
  } catch (error) {
    throw locate(error, locationOf(site));
  }
}
