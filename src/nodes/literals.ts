import type { ConfigFault } from '../engine/catalog.ts';
import { hasExpression } from '../engine/expression/compile-config.ts';
import type { ConfigPath } from '../engine/expression/expression-error.ts';
import type { JsonValue } from '../engine/json.ts';
import { isObject } from '../shared/json/json.ts';
import { NodeError } from './node-error.ts';
import { isList } from './values/field-path.ts';
import { withField } from './values/with-field.ts';

/** A text of a raw config that is known before it runs; `undefined` for anything else, or with an expression in it. */
export function literalText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && !hasExpression(value) ? value : undefined;
}

/** The value at a place of a raw config. */
export function rawAt(raw: JsonValue | undefined, path: ConfigPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, key) => {
    if (isList(value)) return value[Number(key)];
    return isObject(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined;
  }, raw);
}

/** A fault at a place, if there is anything to say. */
export function faultAt(path: ConfigPath, message: string | null): ConfigFault[] {
  return message === null ? [] : [{ path, message }];
}

/** The faults of names of fields that the config tells, for fields that the node writes. */
export function fieldNameFaults(raw: JsonValue, paths: readonly ConfigPath[]): ConfigFault[] {
  return paths.flatMap((path) => {
    const name = literalText(rawAt(raw, path));
    return name === undefined ? [] : faultAt(path, nameFault(name));
  });
}

function nameFault(name: string): string | null {
  try {
    withField({}, name, null);
    return null;
  } catch (error) {
    if (error instanceof NodeError) return error.message;
    throw error;
  }
}
