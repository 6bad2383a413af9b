import { type Run, spend } from '../run.ts';
import { isOpaque, kindOf, type Opaque } from './opaque.ts';
import { isList, isPlainObject, type PlainObject } from './plain.ts';

const NONE: PlainObject = {};

/** The own properties of a value, as `Object.keys` and `...` see them. Numbers, null and undefined have none. */
export function ownProperties(run: Run, value: unknown): PlainObject {
  const properties = propertiesOf(run, value);
  spend(run, Object.keys(properties).length);
  return properties;
}

function propertiesOf(run: Run, value: unknown): PlainObject {
  if (isPlainObject(value)) return value;
  if (isList(value)) return { ...value };
  if (typeof value === 'string') {
    spend(run, value.length);
    return { ...value.split('') };
  }
  return isOpaque(value) ? opaqueProperties(run, value) : NONE;
}

function opaqueProperties(run: Run, value: Opaque<unknown>): PlainObject {
  return kindOf(value).own?.(run, value.value) ?? NONE;
}
