import { hasTwoKinds, isSameNumber } from '../../../numbers/compare-numbers.ts';
import { ExpressionError } from '../expression-error.ts';
import { chargeComparison, type Run, spend } from '../run.ts';
import { toKey, toText } from '../values/convert.ts';
import { callback, callFunction, LIBRARY_LEVELS, makeFunction } from '../values/function-value.ts';
import { iterate } from '../values/iterate.ts';
import { functionMembers } from '../values/namespace.ts';
import { isOpaque, kindOf } from '../values/opaque.ts';
import { ownProperties } from '../values/own-properties.ts';
import { isList, isPlainObject, type PlainObject, put, putAll } from '../values/plain.ts';

type Args = readonly unknown[];

/** The own properties of a value. Pays for going through them. */
function propertiesOf(run: Run, value: unknown): PlainObject {
  if (value === undefined || value === null) {
    throw new ExpressionError('expression.undefined', `An object was expected, not ${value}.`);
  }
  return ownProperties(run, value);
}

function fromEntries(run: Run, [entries]: Args): PlainObject {
  const object: Record<string, unknown> = {};
  for (const entry of iterate(run, entries)) {
    spend(run, 1);
    if (!isList(entry))
      throw new ExpressionError('expression.invalid_argument', 'fromEntries() needs pairs of key and value.');
    put(object, toText(run, entry[0]), entry[1]);
  }
  return object;
}

/** Returns a new object, and leaves the first argument unchanged. */
function assign(run: Run, args: Args): PlainObject {
  const object: Record<string, unknown> = {};
  for (const argument of args)
    if (argument !== undefined && argument !== null) putAll(object, propertiesOf(run, argument));
  return object;
}

function groupBy(run: Run, [values, fn]: Args): PlainObject {
  const callee = callback('Object.groupBy', fn);
  const groups = new Map<string, unknown[]>();
  for (const [index, value] of iterate(run, values).entries()) {
    spend(run, 1);
    const key = toText(run, callFunction(run, callee, [value, index]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  const object: Record<string, unknown> = {};
  for (const [key, group] of groups) put(object, key, group);
  return object;
}

const MEMBERS = functionMembers('Object', {
  keys: (run, [value]) => Object.keys(propertiesOf(run, value)),
  values: (run, [value]) => Object.values(propertiesOf(run, value)),
  entries: (run, [value]) => Object.entries(propertiesOf(run, value)),
  hasOwn: (run, [value, key]) => Object.hasOwn(propertiesOf(run, value), toKey(run, key)),
  is: (run, [left, right]) => {
    chargeComparison(run, left, right);
    return Object.is(left, right) || (hasTwoKinds(left) && isSameNumber(left, right));
  },
  freeze: (_run, [value]) => value,
  fromEntries,
  assign,
  groupBy,
});

/** `Object`. */
export const OBJECT = makeFunction({
  name: 'Object',
  invoke: (_run, [value]) => value ?? {},
  levels: LIBRARY_LEVELS,
  members: MEMBERS,
  isInstance: (value) =>
    isList(value) || isPlainObject(value) || (isOpaque(value) && kindOf(value).typeOf === 'object'),
});
