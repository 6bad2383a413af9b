/**
 * Makes the isolate forgetful before any user code is there: what the next run of the same code will see again is frozen,
 * what holds state or reaches out is taken away. Whoever needs a global of the platform below gets it from here.
 */
export const { Response, TextEncoder } = globalThis;
export const platformSetTimeout = globalThis.setTimeout.bind(globalThis);
export const platformClearTimeout = globalThis.clearTimeout.bind(globalThis);
export const now = Date.now;

/** The globals that user code keeps: values of the language, and functions of the platform that remember nothing. */
const KEPT = new Set(
  `Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error
  AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError DOMException globalThis
  JSON Math Intl ArrayBuffer DataView Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array BigUint64Array
  BigInt64Array Uint8ClampedArray Float16Array Float32Array Float64Array Map Set WeakMap WeakSet BigInt Iterator Proxy Reflect
  DisposableStack AsyncDisposableStack decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape isFinite
  isNaN btoa atob queueMicrotask structuredClone TextDecoder TextEncoder URL URLSearchParams crypto`.split(/\s+/),
);

/** Prototypes whose members people set on objects of their own, which a frozen prototype would forbid. */
const OVERRIDABLE = [Object, Function, Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError]
  .concat([TypeError, URIError, SuppressedError])
  .map((type) => type.prototype);

function traced() {
  const object = {};
  Error.captureStackTrace(object);
  return object;
}

/** Objects behind syntax and results, which no global names. */
const HIDDEN = [
  (function* () {})(),
  (async function* () {})(),
  async () => {},
  [][Symbol.iterator](),
  ''[Symbol.iterator](),
  new Map().entries(),
  new Set().entries(),
  'a'.matchAll(/a/g),
  Iterator.from({ next() {} }),
  [].values().map(String),
  new Intl.Segmenter().segment('a'),
  new Intl.Segmenter().segment('a')[Symbol.iterator](),
  new URLSearchParams().entries(),
  new URLSearchParams().keys(),
  new URLSearchParams().values(),
  new Error('a'),
  traced(),
];

/** The global object and what it inherits from, short of Object.prototype. */
function globalObjects() {
  const objects = [];
  for (let object = globalThis; object !== Object.prototype; object = Object.getPrototypeOf(object))
    objects.push(object);
  return objects;
}

/** `RegExp.$1` and its like hold the text that was matched last, by whomever. */
function forgetMatches() {
  for (const key of Reflect.ownKeys(RegExp)) {
    const { get, set } = Reflect.getOwnPropertyDescriptor(RegExp, key);
    if (get !== undefined && (set !== undefined || typeof key === 'string')) delete RegExp[key];
  }
}

/** Lets a member of the prototype be set on an object that inherits it, as if the prototype were not frozen. Gives the member. */
function allowOverride(prototype, key) {
  const { value, enumerable, writable, configurable } = Reflect.getOwnPropertyDescriptor(prototype, key);
  if (!writable || !configurable) return value;
  const accessors = {
    get() {
      return value;
    },
    set(changed) {
      if (this === prototype) throw new TypeError(`Cannot assign to read only property '${String(key)}'`);
      Object.defineProperty(this, key, { value: changed, writable: true, enumerable: true, configurable: true });
    },
  };
  Object.defineProperty(prototype, key, { ...accessors, enumerable, configurable: false });
  return value;
}

/** Freezes everything that can be reached without calling anything. */
function freezeReachable(roots, spared) {
  const queue = [...roots];
  const seen = new Set(spared);
  for (const object of queue) {
    if ((typeof object !== 'object' && typeof object !== 'function') || object === null || seen.has(object)) continue;
    seen.add(object);
    queue.push(Object.getPrototypeOf(object));
    for (const key of Reflect.ownKeys(object)) {
      const { value, get, set } = Reflect.getOwnPropertyDescriptor(object, key);
      queue.push(value, get, set);
    }
    Object.freeze(object);
  }
}

function valuesOf(object) {
  return Reflect.ownKeys(object).map((key) => Reflect.getOwnPropertyDescriptor(object, key).value);
}

/** What the getters of a platform object give, which is the same objects each time. */
function membersOf(object) {
  return Reflect.ownKeys(Object.getPrototypeOf(object)).map((key) => object[key]);
}

/** JSON has no word for BigInts, but takes numbers of any length. */
function writeBigInts() {
  const toJSON = function () {
    return JSON.rawJSON(BigInt.prototype.toString.call(this));
  };
  Object.defineProperty(BigInt.prototype, 'toJSON', { value: toJSON, writable: true, configurable: true });
}

function harden() {
  writeBigInts();
  const globals = globalObjects();
  forgetMatches();
  const overridable = OVERRIDABLE.flatMap((type) => Reflect.ownKeys(type).map((key) => allowOverride(type, key)));
  const roots = [...globals.flatMap(valuesOf), ...overridable, ...HIDDEN, ...membersOf(globalThis.crypto)];
  freezeReachable(roots, globals);
  for (const object of globals) {
    for (const key of Reflect.ownKeys(object)) if (typeof key === 'string' && !KEPT.has(key)) delete object[key];
  }
  for (const object of globals) Object.freeze(object);
}

harden();
