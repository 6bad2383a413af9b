import { readNumber } from './exact-number.ts';

/** Sixteen digits in a row, with or without a point, or an exponent: only such a number may be exact. */
const LONG = /\d[\d.]{15}|\de[+-]?\d/i;

/** The same where JSON has numbers. In most texts that hold the one there is none of the other. */
const LONG_NUMBER = /(?:^|[[,:\s])-?(?:\d[\d.]{15}|\d[\d.]{0,15}e[+-]?\d)/i;

/** What a reviver is told of a value beside its key: of a number, as what it was written (ECMA-262, `JSON.parse`). */
type Source = { readonly source?: string };

/**
 * `JSON.parse` without a change to a number: what JavaScript would round is an `ExactNumber`. Throws what `JSON.parse` throws,
 * and `DigitsError` for a number that is too long to be kept.
 */
export function parseExactly(text: string): ReturnType<typeof JSON.parse> {
  return LONG.test(text) && LONG_NUMBER.test(text) ? parseNumbers(text) : JSON.parse(text);
}

/** The same for a text that is known to have a number that may be exact. */
export function parseNumbers(text: string): ReturnType<typeof JSON.parse> {
  return JSON.parse(text, revive);
}

function revive(_key: string, value: unknown, context?: Source): unknown {
  return typeof value === 'number' && context?.source !== undefined ? readNumber(context.source) : value;
}
