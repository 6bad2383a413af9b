import { indexOfText } from '../../text/find-text.ts';
import { chargeSearch, produce, type Run, spend } from '../run.ts';
import { toText } from '../values/convert.ts';
import { callFunction, isFunction } from '../values/function-value.ts';
import type { Match } from '../values/pattern.ts';

/** Where a plain text occurs in another: its first place, or all. The empty text occurs everywhere. */
export function textMatches(run: Run, text: string, what: { find: string; all: boolean }): Match[] {
  const { find, all } = what;
  const matches: Match[] = [];
  const step = Math.max(1, find.length);
  chargeSearch(run, text, find);
  for (let index = indexOfText(text, find); index !== -1; index = indexOfText(text, find, index + step)) {
    spend(run, 1);
    matches.push({ index, text: find, groups: [], named: undefined });
    if (!all || index >= text.length) break;
  }
  return matches;
}

/** Replaces each match by a text with `$` patterns, or by the result of a function. */
export function replaceMatches(
  run: Run,
  text: string,
  what: { readonly matches: readonly Match[]; readonly replacement: unknown },
): string {
  const { matches, replacement } = what;
  const substitute = substitution(run, text, replacement);
  let result = '';
  let position = 0;
  for (const match of matches) {
    const before = text.slice(position, match.index);
    const instead = substitute(match);
    produce(run, before.length + instead.length);
    result += before + instead;
    position = match.index + match.text.length;
  }
  produce(run, text.length - position);
  return result + text.slice(position);
}

function substitution(run: Run, text: string, replacement: unknown): (match: Match) => string {
  if (!isFunction(replacement)) {
    const template = toText(run, replacement);
    return template.includes('$') ? (match) => expand(run, template, { match, text }) : () => template;
  }
  return ({ text: found, groups, index, named }) => {
    const args = [found, ...groups, index, text];
    return toText(run, callFunction(run, replacement, named === undefined ? args : [...args, named]));
  };
}

/** The `$` patterns of `String.prototype.replace` (ECMA-262, GetSubstitution); no name of a group is longer. */
const REFERENCE = /\$(?:[$&`']|\d\d?|<[^>]{0,100}>)/g;

function expand(run: Run, template: string, found: { match: Match; text: string }): string {
  return template.replace(REFERENCE, (reference) => {
    const value = referred(run, reference, found);
    produce(run, value.length);
    return value;
  });
}

function referred(run: Run, reference: string, { match, text }: { match: Match; text: string }): string {
  const sign = reference[1] ?? '';
  if (sign === '$') return '$';
  if (sign === '&') return match.text;
  if (sign === '`') return text.slice(0, match.index);
  if (sign === "'") return text.slice(match.index + match.text.length);
  if (sign !== '<') return group(reference, match.groups);
  if (match.named === undefined) return reference;
  const name = reference.slice(2, -1);
  return Object.hasOwn(match.named, name) ? toText(run, match.named[name] ?? '') : '';
}

/** `$12` is group 12 where there are so many, else group 1 and a `2`. */
function group(reference: string, groups: Match['groups']): string {
  const digits = reference.slice(1);
  const number = Number(digits);
  if (number >= 1 && number <= groups.length) return groups[number - 1] ?? '';
  const first = Number(digits[0]);
  if (digits.length === 2 && first >= 1 && first <= groups.length) return `${groups[first - 1] ?? ''}${digits[1]}`;
  return reference;
}
