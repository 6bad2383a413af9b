import type { ConfigFault } from '../engine/catalog.ts';
import { hasExpression } from '../engine/expression/compile-config.ts';
import type { ConfigPath } from '../engine/expression/expression-error.ts';
import type { JsonValue } from '../engine/json.ts';
import { NodeError } from './node-error.ts';
import { readPath } from './values/field-path.ts';
import { withField } from './values/with-field.ts';

/** A text of a raw config that is known before it runs; `undefined` for anything else, or with an expression in it. */
export function literalText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && !hasExpression(value) ? value : undefined;
}

/** A fault at a place, if there is anything to say. */
export function faultAt(path: ConfigPath, message: string | null): ConfigFault[] {
  return message === null ? [] : [{ path, message }];
}

/** The faults of names of fields that the config tells, for fields that the node writes. */
export function fieldNameFaults(raw: JsonValue, paths: readonly ConfigPath[]): ConfigFault[] {
  return paths.flatMap((path) => {
    const name = literalText(readPath(raw, path));
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
