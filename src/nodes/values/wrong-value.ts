import type { JsonValue } from '../../engine/json.ts';
import { NodeError } from '../node-error.ts';
import { describeValue } from './describe-value.ts';

/** The failure of a field whose value cannot be used: what was expected, and what was there. Who runs over the items adds which one it was. */
export function wrongValue(
  code: string,
  field: string,
  { expected, got }: { readonly expected: string; readonly got: JsonValue | undefined },
): NodeError {
  return new NodeError(code, `${field}: expected ${expected}, got ${describeValue(got)}`);
}
