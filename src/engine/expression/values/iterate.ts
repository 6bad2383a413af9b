import { ExpressionError } from '../expression-error.ts';
import { type Run, spend } from '../run.ts';
import { describe } from './convert.ts';
import { isOpaque, kindOf } from './opaque.ts';
import { isList } from './plain.ts';

/** The elements that `...`, destructuring and `Array.from` see; `undefined` if there are none to see. */
export function elementsOf(run: Run, value: unknown): readonly unknown[] | undefined {
  if (isList(value)) return value;
  if (typeof value === 'string') {
    spend(run, value.length);
    return [...value];
  }
  return isOpaque(value) ? kindOf(value).iterate?.(run, value.value) : undefined;
}

/** The elements of a value; throws `expression.not_iterable` if it has none. */
export function iterate(run: Run, value: unknown): readonly unknown[] {
  const elements = elementsOf(run, value);
  if (elements !== undefined) return elements;
  throw new ExpressionError('expression.not_iterable', `A list was expected, not ${describe(value)}.`);
}
