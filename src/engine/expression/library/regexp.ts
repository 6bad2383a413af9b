import type { Run } from '../run.ts';
import { toText } from '../values/convert.ts';
import { LIBRARY_LEVELS, makeFunction } from '../values/function-value.ts';
import { asPattern, buildPattern, patternValue } from '../values/pattern.ts';

function make(run: Run, [source, flags]: readonly unknown[]): unknown {
  const given = asPattern(source);
  const text = given?.source ?? (source === undefined ? '' : toText(run, source));
  const chosen = flags === undefined ? (given?.flags ?? '') : toText(run, flags);
  return patternValue(buildPattern(run, text, chosen));
}

/** `RegExp`. */
export const REGEXP = makeFunction({
  name: 'RegExp',
  invoke: make,
  levels: LIBRARY_LEVELS,
  construct: make,
  isInstance: (value) => asPattern(value) !== undefined,
});
