import { knownNames, lookUp } from '../../../../src/engine/expression/context/names.ts';
import { DATE_TYPE } from '../../../../src/engine/expression/dates/date.ts';
import { DATE_TIME } from '../../../../src/engine/expression/dates/date-time.ts';
import { DURATION } from '../../../../src/engine/expression/dates/duration.ts';
import { INTERVAL } from '../../../../src/engine/expression/dates/interval.ts';
import { COLLECTION_FUNCTIONS } from '../../../../src/engine/expression/jmespath/collection-functions.ts';
import { SCALAR_FUNCTIONS } from '../../../../src/engine/expression/jmespath/scalar-functions.ts';
import { jmespath } from '../../../../src/engine/expression/jmespath/search.ts';
import { callMethod } from '../../../../src/engine/expression/methods/call-method.ts';
import { findMethods, methodNames } from '../../../../src/engine/expression/methods/registry.ts';
import { callFunction, isFunction } from '../../../../src/engine/expression/values/function-value.ts';
import { isOpaque } from '../../../../src/engine/expression/values/opaque.ts';
import { newRun, type Outcome, tryCall } from './try-call.ts';
import { DATES, LISTS, OBJECTS, type Sized, TEXTS } from './values.ts';

/** Something that can be called, on all values that it may be called on. */
export type Subject = {
  readonly name: string;
  readonly call: (size: number, args: readonly unknown[]) => readonly Outcome[];
};

type Kind = 'string' | 'array' | 'object' | 'number' | 'boolean' | 'nothing';

const SELVES: { readonly [kind in Kind]: readonly Sized[] } = {
  string: TEXTS,
  array: LISTS,
  object: OBJECTS,
  number: [() => 12, () => 1.5e300],
  boolean: [() => true],
  nothing: [() => null],
};

const KINDS = ['string', 'array', 'object', 'number', 'boolean', 'nothing'] as const;

/** Methods whose only use would be to change a list: they always refuse. */
const REFUSED = new Set(['push', 'unshift', 'copyWithin']);

function methodOn(kind: string, name: string, selves: readonly Sized[]): Subject {
  return {
    name: `${kind}.${name}()`,
    call: (size, args) => selves.map((self) => tryCall((run) => callMethod(run, { self: self(size), name, args }))),
  };
}

const METHODS: readonly Subject[] = KINDS.flatMap((kind) =>
  methodNames()
    .filter((name) => findMethods(name)[kind] !== undefined && !REFUSED.has(name))
    .map((name) => methodOn(kind, name, SELVES[kind])),
);

const DATE_METHODS: readonly Subject[] = [DATE_TIME, DATE_TYPE, DURATION, INTERVAL].flatMap(
  ({ name: kind, methods }, index) =>
    [...methods.keys()].map((name) => methodOn(kind, name, DATES.slice(index, index + 1))),
);

/** What of a value of the library can be called: itself, with `new`, and what hangs on it. */
function callsOf(name: string, value: unknown): Subject[] {
  if (!isOpaque(value)) return [];
  const inner: unknown = value.value;
  const members = typeof inner === 'object' && inner !== null && 'members' in inner ? inner.members : undefined;
  const below =
    members instanceof Map ? [...members].flatMap(([key, member]) => callsOf(`${name}.${key}`, member)) : [];
  if (!isFunction(value)) return below;
  const { construct } = value.value;
  const itself: Subject = {
    name: `${name}()`,
    call: (_size, args) => [tryCall((run) => callFunction(run, value, args))],
  };
  if (construct === undefined) return [itself, ...below];
  return [itself, { name: `new ${name}()`, call: (_size, args) => [tryCall((run) => construct(run, args))] }, ...below];
}

/** They only say that they cannot be called. */
const NOT_CALLABLE = new Set(['DateTime()', 'Duration()', 'Interval()', 'Set()', '$()']);

const LIBRARY = knownNames()
  .flatMap((name) => callsOf(name, lookUp(name)?.(newRun())))
  .filter(({ name }) => !NOT_CALLABLE.has(name));

/** The ways in which a function of JMESPath can be called on what is there. */
const CALLS = ['@', '@, @', "@, 'a'", '&a, @', '@, &a', "',', @", '@[0], @[1]', '@.a, @.b'];

function queried(name: string): Subject {
  const queries = CALLS.map((args) => `${name}(${args})`);
  return {
    name: `JMESPath ${name}()`,
    call: (size, args) => {
      // It takes no arguments but what it is asked about.
      if (args.length > 0) return [];
      const values = [...TEXTS.slice(0, 6), ...LISTS, ...OBJECTS, () => 1.5].map((value) => value(size));
      return values.flatMap((value) => queries.map((query) => tryCall((run) => jmespath(run, [value, query]))));
    },
  };
}

const JMESPATH = [...Object.keys(COLLECTION_FUNCTIONS), ...Object.keys(SCALAR_FUNCTIONS)].map(queried);

/** Every method and function that expressions have. */
export const SUBJECTS: readonly Subject[] = [...METHODS, ...DATE_METHODS, ...LIBRARY, ...JMESPATH];
