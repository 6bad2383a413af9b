import { type Run, spend } from '../run.ts';
import { toText } from '../values/convert.ts';
import { makeFunction } from '../values/function-value.ts';
import { asPattern, makePattern } from '../values/pattern.ts';

function make(run: Run, [source, flags]: readonly unknown[]): unknown {
  spend(run, 100);
  const given = asPattern(source);
  const text = given?.source ?? (source === undefined ? '' : toText(run, source));
  return makePattern(text, flags === undefined ? (given?.flags ?? '') : toText(run, flags));
}

/** `RegExp`. */
export const REGEXP = makeFunction({
  name: 'RegExp',
  invoke: make,
  levels: 4,
  construct: make,
  isInstance: (value) => asPattern(value) !== undefined,
});
