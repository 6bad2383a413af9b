import { describe, expect, it } from 'vitest';
import { resultOf, run } from './support/run.ts';

/** Each runs twice in the same isolate: what the first run leaves, the second would see. */
describe('a run of the same code', () => {
  it.each([
    ['a global', 'globalThis.leak = (globalThis.leak ?? 0) + 1;'],
    ['an undeclared variable', 'leak = 1;'],
    ['a global replaced', 'Array = class {};'],
    ['a global deleted', 'delete globalThis.Array;'],
    ['a member of Object.prototype', 'Object.prototype.leak = 1;'],
    ['a member by __proto__', '({}).__proto__.leak = 1;'],
    ['a setter of Object.prototype', 'Object.prototype.toString = () => "leak";'],
    ['a method of Array.prototype', 'Array.prototype.map = () => "leak";'],
    ['JSON.stringify', 'JSON.stringify = () => "leak";'],
    ['JSON.parse', 'Object.defineProperty(JSON, "parse", { value: () => "leak" });'],
    ['Promise.prototype.then', 'Promise.prototype.then = () => "leak";'],
    ['the prototype of generators', 'Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())).leak = 1;'],
    ['the prototype of array iterators', 'Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true });'],
    ['a method of Object.prototype itself', 'Object.prototype.hasOwnProperty.leak = 1;'],
    ['the getter of stacks', 'Object.getOwnPropertyDescriptor(new Error(), "stack").get.leak = 1;'],
    ['an object of the platform', 'crypto.subtle.leak = 1;'],
    ['a static member', 'Error.stackTraceLimit = 100;'],
    ['another prototype of a global', 'Object.setPrototypeOf(Math, { leak: 1 });'],
    ['another prototype of the global object', 'Object.setPrototypeOf(globalThis, { leak: 1 });'],
  ])('cannot leave %s behind', async (_, source) => {
    expect(await resultOf(`${source} return [];`)).toMatch(/^code\.threw: (TypeError|ReferenceError)/);
  });

  it.each([
    [
      'the last match of a regular expression',
      '/(sec)ret/.exec("secret");',
      'RegExp.$1 ?? RegExp.input ?? RegExp.lastMatch ?? null',
    ],
    [
      'the last match of a class of its own',
      'class R extends RegExp {} new R("(sec)ret").exec("secret");',
      'class R extends RegExp {}; R.$1 ?? null',
    ],
    ['a tagged template', 'const tag = (parts) => parts; tag`x`.raw;', 'null'],
  ])('cannot leave %s behind for another line', async (_, leave, look) => {
    const [setup = '', value = setup] = look.split('; ');
    const source = `${look.includes('; ') ? setup : ''}; const seen = ${value}; { ${leave} } return { seen };`;
    await run(source);
    expect(await resultOf(source)).toEqual([{ seen: null }]);
  });

  it('finds nothing that is not frozen but what it has made itself', async () => {
    expect(await resultOf(FIND_UNFROZEN)).toEqual([]);
  });

  it('does not go on after its end', async () => {
    const source =
      'const before = $vars.seen; setTimeout(() => { $vars.seen = 1; items.push(1); }, 1); return { before: before ?? null, items: items.length };';
    await run(source);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await resultOf(source)).toEqual([{ before: null, items: 1 }]);
  });

  it('changes nothing of the input that the next one gets', async () => {
    const source =
      'items[0].json.count += 1; $workflow.name += "!"; items.push(items[0]); return { count: $json.count, name: $workflow.name };';
    const items = [{ json: { count: 0 } }];
    await run(source, { items });
    expect(await resultOf(source, { items })).toEqual([{ count: 1, name: 'Test!' }]);
  });
});

describe('an isolate', () => {
  it('lets objects have members of their own that a frozen prototype has too', async () => {
    const source = `
      class Failure extends Error { constructor(message) { super(message); this.name = 'Failure'; } }
      const counts = {};
      for (const word of ['constructor', 'toString', 'valueOf', 'toString']) {
        counts[word] = Object.hasOwn(counts, word) ? counts[word] + 1 : 1;
      }
      function f() {}
      f.toString = () => 'f';
      return { counts, name: new Failure('x').name, text: String(f), keys: Object.keys({ a: 1 }) };`;
    const counts = { constructor: 1, toString: 2, valueOf: 1 };
    expect(await resultOf(source)).toEqual([{ counts, name: 'Failure', text: 'f', keys: ['a'] }]);
  });
});

/** Walks over all that code can reach without calling anything but getters; gives the paths to what can still be changed. */
const FIND_UNFROZEN = `
const made = [(function* () {})(), (async function* () {})(), [], {}, () => 1, async () => 1, new Error('x'), new Date(), /a/g,
  'a'.matchAll(/a/g), new URL('https://example.com/?a=b'), new TextDecoder(), new Intl.Segmenter().segment('a'), new Map(),
  new Map().keys(), new Set().values(), [].values().map(String), Promise.resolve(), new DisposableStack(), structuredClone({})];
const queue = [['globalThis', globalThis], ...made.map((value, index) => ['made ' + index, Object.getPrototypeOf(value)])];
const own = new Set(made.slice(0, 2).map((value) => Object.getPrototypeOf(value)));
const seen = new Set();
const found = [];
for (const [path, value] of queue) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
  seen.add(value);
  if (!Object.isFrozen(value) && !own.has(value)) found.push({ path });
  queue.push([path + '.__proto__', Object.getPrototypeOf(value)]);
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
    for (const part of ['value', 'get', 'set']) queue.push([path + '.' + String(key), descriptor[part]]);
    try { queue.push([path + '.' + String(key), value[key]]); } catch {}
  }
}
if (seen.size < 500) throw new Error('too little seen');
return found;`;
