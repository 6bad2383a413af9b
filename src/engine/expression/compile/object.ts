import type { ObjectExpression, Property, SpreadElement } from 'acorn';
import { locate } from '../locate.ts';
import { ownProperties } from '../values/own-properties.ts';
import { put, putAll } from '../values/plain.ts';
import { type CompileContext, type Frame, forbidden, locationOf, type Site, type Thunk } from './context.ts';
import { compileLiteralKey } from './key.ts';

type Write = (frame: Frame, target: Record<string, unknown>) => void;

/** An object literal. */
export function compileObject(node: ObjectExpression, context: CompileContext): Thunk {
  const writes = node.properties.map((property) =>
    property.type === 'SpreadElement' ? compileSpread(property, context) : compileProperty(property, context),
  );
  return (frame) => {
    const target: Record<string, unknown> = {};
    for (const write of writes) write(frame, target);
    return target;
  };
}

function compileProperty(property: Property, context: CompileContext): Write {
  const site: Site = { node: property, context };
  if (property.kind !== 'init') throw forbidden(site, 'A getter or setter');
  if (property.method) throw forbidden(site, 'A method with statements (write an arrow function)');
  const key = compileLiteralKey(property, context);
  if (key.type === 'static' && key.name === '__proto__') throw forbidden(site, '"__proto__"');
  const value = context.compile(property.value, context);
  if (key.type === 'static') {
    return (frame, target) => {
      target[key.name] = value(frame);
    };
  }
  return (frame, target) => {
    const name = String(key.of(frame));
    putLocated(target, { name, value: value(frame) }, site);
  };
}

function putLocated(target: Record<string, unknown>, entry: { name: string; value: unknown }, site: Site): void {
  try {
    put(target, entry.name, entry.value);
  } catch (error) {
    throw locate(error, locationOf(site));
  }
}

/** Spreads the properties of a value. Numbers, booleans, null and undefined have none. */
function compileSpread(node: SpreadElement, context: CompileContext): Write {
  const source = context.compile(node.argument, context);
  const site: Site = { node: node.argument, context };
  return (frame, target) => {
    try {
      putAll(target, ownProperties(frame.run, source(frame)));
    } catch (error) {
      throw locate(error, locationOf(site));
    }
  };
}
