import type { JsonValue } from '../../engine/json.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from './describe-value.ts';

/** The failure of a field with a wrong value: what was expected, and what it got. The number of the item is added by the caller. */
export function wrongValue(
  code: string,
  field: string,
  { expected, got }: { readonly expected: string; readonly got: JsonValue | undefined },
): NodeError {
  return new NodeError(code, `${field}: expected ${expected}, got ${describeValue(got)}`);
}
