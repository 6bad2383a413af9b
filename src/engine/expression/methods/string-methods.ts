import { indexOfText, lastIndexOfText } from '../../text/find-text.ts';
import { ExpressionError } from '../expression-error.ts';
import { chargeMarks, chargeSearch, produce, type Run, spend } from '../run.ts';
import { toNumber, toText } from '../values/convert.ts';
import { asPattern, buildPattern, findMatches, matchValue, type Pattern } from '../values/pattern.ts';
import { hostLocales, hostOptions, INTL_STEPS } from './host-options.ts';
import { chargeCopy, chargeScan, hostMethods, type MethodMap, type MethodTable, methodMap } from './method-table.ts';
import { replaceMatches, textMatches } from './replace.ts';
import { splitText } from './split.ts';

const host = String.prototype;

const PICKING: MethodTable<string> = hostMethods<string>(
  {
    at: host.at,
    charAt: host.charAt,
    charCodeAt: host.charCodeAt,
    codePointAt: host.codePointAt,
    slice: host.slice,
    substring: host.substring,
    substr: host.substr,
    toString: host.toString,
    valueOf: host.valueOf,
  },
  (run) => spend(run, 1),
);

const LOOKING: MethodTable<string> = hostMethods<string>(
  {
    trim: host.trim,
    trimStart: host.trimStart,
    trimEnd: host.trimEnd,
    isWellFormed: host.isWellFormed,
  },
  chargeScan,
);

const COPYING: MethodTable<string> = hostMethods<string>(
  {
    toUpperCase: host.toUpperCase,
    toLowerCase: host.toLowerCase,
    toLocaleUpperCase: host.toLocaleUpperCase,
    toLocaleLowerCase: host.toLocaleLowerCase,
    toWellFormed: host.toWellFormed,
  },
  chargeCopy,
);

const NORMALIZING: MethodTable<string> = hostMethods<string>({ normalize: host.normalize }, (run, text) => {
  chargeCopy(run, text);
  chargeMarks(run, text);
});

type Search = (text: string, part: string, at: number | undefined) => unknown;

const SEARCHES: { readonly [name: string]: Search } = {
  includes: (text, part, at) => indexOfText(text, part, at) !== -1,
  startsWith: (text, part, at) => text.startsWith(part, at),
  endsWith: (text, part, at) => text.endsWith(part, at),
};

/** These three refuse a regular expression, as in JavaScript. */
function search(name: string, look: Search): MethodTable<string>[string] {
  const lookUp = lookFor(look);
  return (run, self, args) => {
    if (asPattern(args[0])) {
      throw new ExpressionError('expression.invalid_argument', `${name}() needs a text, not a regular expression.`);
    }
    return lookUp(run, self, args);
  };
}

function lookFor(look: Search): MethodTable<string>[string] {
  return (run, self, [value, position]) => {
    const at = position === undefined ? undefined : toNumber(run, position);
    const part = toText(run, value);
    chargeSearch(run, self, part);
    return look(self, part, at);
  };
}

function pad(name: 'padStart' | 'padEnd'): MethodTable<string>[string] {
  return (run, self, [length, filler]) => {
    const target = toNumber(run, length);
    produce(run, Math.max(0, target || 0));
    return self[name](target, filler === undefined ? undefined : toText(run, filler));
  };
}

/** The pattern in an argument of `match` or `search`, which may be given as a text. */
function patternOf(run: Run, value: unknown, flags: string): Pattern {
  return asPattern(value) ?? buildPattern(run, value === undefined ? '' : toText(run, value), flags);
}

function match(run: Run, self: string, [value]: readonly unknown[]): unknown {
  const pattern = patternOf(run, value, '');
  const matches = findMatches(run, pattern, self);
  const [first] = matches;
  if (first === undefined) return null;
  return pattern.flags.includes('g') ? matches.map(({ text }) => text) : matchValue(first, self);
}

function matchAll(run: Run, self: string, [value]: readonly unknown[]): unknown {
  const pattern = patternOf(run, value, 'g');
  requireGlobal(pattern, 'matchAll');
  return findMatches(run, pattern, self).map((found) => matchValue(found, self));
}

function requireGlobal(pattern: Pattern | undefined, method: string): void {
  if (pattern === undefined || pattern.flags.includes('g')) return;
  throw new ExpressionError('expression.invalid_argument', `${method}() needs a regular expression with the flag "g".`);
}

function replace(run: Run, self: string, [value, replacement]: readonly unknown[]): string {
  const pattern = asPattern(value);
  const matches = pattern
    ? findMatches(run, pattern, self)
    : textMatches(run, self, { find: toText(run, value), all: false });
  return replaceMatches(run, self, { matches, replacement });
}

function replaceAll(run: Run, self: string, [value, replacement]: readonly unknown[]): string {
  const pattern = asPattern(value);
  requireGlobal(pattern, 'replaceAll');
  const matches = pattern
    ? findMatches(run, pattern, self)
    : textMatches(run, self, { find: toText(run, value), all: true });
  return replaceMatches(run, self, { matches, replacement });
}

const OWN: MethodTable<string> = {
  ...Object.fromEntries(Object.entries(SEARCHES).map(([name, look]) => [name, search(name, look)])),
  indexOf: lookFor(indexOfText),
  lastIndexOf: lookFor(lastIndexOfText),
  padStart: pad('padStart'),
  padEnd: pad('padEnd'),
  repeat: (run, self, [count]) => {
    const times = toNumber(run, count);
    if (times > 0) produce(run, self.length * times);
    return self.repeat(times);
  },
  concat: (run, self, args) => {
    const texts = args.map((argument) => toText(run, argument));
    const added = texts.reduce((sum, { length }) => sum + length, 0);
    produce(run, added);
    spend(run, (self.length + added) >>> 9);
    return self.concat(...texts);
  },
  localeCompare: (run, self, [other, locales, options]) => {
    const text = toText(run, other);
    spend(run, INTL_STEPS + ((self.length + text.length) >>> 3));
    chargeMarks(run, self);
    chargeMarks(run, text);
    return self.localeCompare(text, hostLocales(run, locales), hostOptions(run, options));
  },
  search: (run, self, [value]) => {
    const [first] = findMatches(run, patternOf(run, value, ''), self);
    return first === undefined ? -1 : first.index;
  },
  split: (run, self, [separator, limit]) => splitText(run, self, { separator, limit }),
  match,
  matchAll,
  replace,
  replaceAll,
};

/** The methods of a text that JavaScript has. */
export const STRING_METHODS: MethodMap<string> = methodMap([PICKING, LOOKING, COPYING, NORMALIZING, OWN]);
