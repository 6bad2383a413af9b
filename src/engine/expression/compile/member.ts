import type { MemberExpression } from 'acorn';
import { ExpressionError } from '../expression-error.ts';
import { locate } from '../locate.ts';
import { readMember } from '../methods/read-member.ts';
import { chainsOn, isMissing, shortOr } from './chain.ts';
import { type CompileContext, type Frame, forbidden, locationOf, type Site, sourceOf, type Thunk } from './context.ts';
import { type CompiledKey, compileKey } from './key.ts';

type Read = (frame: Frame, object: unknown) => unknown;

/** `object.key`, `object[key]` and their optional forms. */
export function compileMember(node: MemberExpression, context: CompileContext): Thunk {
  const object = compileObject(node, context);
  const next = compileRead(node, compileKey(node, context), context);
  if (!node.optional && !chainsOn(node.object)) return (frame) => next(frame, object(frame));
  const link = { optional: node.optional, next };
  return (frame) => shortOr(frame, object(frame), link);
}

/** The object of a member access. */
export function compileObject(node: MemberExpression, context: CompileContext): Thunk {
  if (node.object.type === 'Super') throw forbidden({ node, context }, '"super"');
  return context.compile(node.object, context);
}

function compileRead(node: MemberExpression, key: CompiledKey, context: CompileContext): Read {
  const site: Site = { node, context };
  return (frame, object) => {
    const name = key.type === 'static' ? key.name : key.of(frame);
    if (isMissing(object)) throw missingObject(object, name, { node: node.object, context });
    try {
      return readMember(frame.run, object, name);
    } catch (error) {
      throw locate(error, locationOf(site));
    }
  };
}

/** The error of reading a property of nothing: says which part of the expression it was. */
export function missingObject(value: null | undefined, key: string | number, site: Site): ExpressionError {
  const message = `Cannot read "${key}": ${sourceOf(site)} is ${value}.`;
  return new ExpressionError('expression.undefined', message, locationOf(site));
}
