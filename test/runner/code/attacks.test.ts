import { describe, expect, it } from 'vitest';
import { evaluate, resultOf, run } from './support/run.ts';

describe('code in its isolate', () => {
  it.each([
    'fetch',
    'WebSocket',
    'EventSource',
    'caches',
    'Response',
    'navigator',
    'addEventListener',
    'dispatchEvent',
    'process',
    'require',
    'Buffer',
    'performance',
    'scheduler',
    'setInterval',
    'WebAssembly',
    'SharedArrayBuffer',
    'FinalizationRegistry',
    'WeakRef',
    'Cloudflare',
    'eval',
    'env',
    'request',
  ])('does not find %s', async (name) => {
    expect(await evaluate(`[typeof ${name}, typeof globalThis.${name}]`)).toEqual(['undefined', 'undefined']);
  });

  it('finds nothing of the platform on the global object or behind it', async () => {
    const names = await evaluate(`(() => {
      const found = [];
      for (let o = globalThis; o !== Object.prototype; o = Object.getPrototypeOf(o)) found.push(...Object.getOwnPropertyNames(o));
      return found.filter((name) => /fetch|event|stream|socket|request|cache|worker|env/i.test(name));
    })()`);
    expect(names).toEqual([]);
  });

  it.each([
    ['eval', 'return { a: globalThis.eval("1") };'],
    ['Function', 'return { a: Function("return 1")() };'],
    ['the constructor of a function', 'return { a: (() => 1).constructor("return this")() };'],
    ['the constructor of an async function', 'return { a: await (async () => 1).constructor("return 1")() };'],
    ['a timer given text', 'setTimeout("globalThis.a = 1", 0); return [];'],
  ])('does not make code of text by %s', async (_, source) => {
    expect(await resultOf(source)).toMatch(/^code\.threw: (EvalError|TypeError|ReferenceError)/);
  });

  it.each(['return await import("node:fs");', 'return await import("cloudflare:workers");', 'return import.meta;'])(
    'cannot import: %s',
    async (source) => {
      expect(await resultOf(source)).toMatch(/^code\.syntax: Code (cannot import|has no import)/);
    },
  );

  it('has no object of ours as its this, its arguments or its caller', async () => {
    expect(await resultOf('return { a: typeof this };')).toEqual([{ a: 'undefined' }]);
    expect(await resultOf('return { a: typeof arguments };')).toEqual([{ a: 'undefined' }]);
    expect(await resultOf('function f() { return f.caller; } return { a: f() };')).toMatch(/^code\.threw: TypeError/);
  });

  it('reaches no stack frames of ours', async () => {
    const source = 'Error.prepareStackTrace = (_, frames) => frames; return { a: new Error().stack.length };';
    expect(await resultOf(source)).toMatch(/^code\.threw: TypeError/);
  });
});

describe('what code throws', () => {
  it.each([
    ['null', 'throw null;', 'null'],
    ['nothing', 'throw undefined;', 'undefined'],
    ['a text', 'throw "no";', 'no'],
    ['a symbol', 'throw Symbol("no");', 'Symbol(no)'],
    ['an object', 'throw { reason: 1 };', '{"reason":1}'],
    ['a function', 'throw () => 1;', 'a function'],
    ['an error of its own', 'class E extends Error { name = "E" } throw new E("no");', 'E: no'],
    ['a getter that throws', 'throw { get message() { throw 1 } };', 'a value that cannot be shown'],
    [
      'a proxy that throws',
      'throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 } });',
      'a value that cannot be shown',
    ],
    [
      'a revoked proxy',
      'const r = Proxy.revocable({}, {}); r.revoke(); throw r.proxy;',
      'a value that cannot be shown',
    ],
    [
      'an error that lies',
      'throw Object.assign(new Error("x"), { code: "code.time_limit", message: "y" });',
      'Error: y',
    ],
  ])('%s is told in words', async (_, source, words) => {
    expect(await resultOf(source)).toBe(`code.threw: ${words}`);
  });

  it('is told with its line and its item', async () => {
    const outcome = await run('if ($itemIndex === 1) {\n  throw new Error("no");\n}\nreturn $json;', {
      mode: 'each_item',
      items: [{ json: {} }, { json: {} }],
    });
    expect(outcome).toMatchObject({ failure: { code: 'code.threw', message: 'Error: no', line: 2, item: 1 } });
  });

  it('fails the run from a timer too', async () => {
    const source =
      'setTimeout(() => { throw new Error("late"); }, 1); await new Promise((r) => setTimeout(r, 500)); return [];';
    expect(await resultOf(source)).toBe('code.threw: Error: late');
  });

  it('is cut when it is long', async () => {
    expect((await resultOf('throw new Error("x".repeat(1e6));')).length).toBeLessThan(2100);
  });
});

describe('what code returns', () => {
  it.each([
    ['cyclic objects', 'const o = {}; o.o = o; return o;', /^code\.not_json: .*circular/],
    ['a toJSON that throws', 'return { toJSON() { throw new Error("no"); } };', /^code\.not_json: .*no$/],
    ['a toJSON that gives no object', 'return { toJSON: () => "[]" };', /^code\.not_items/],
    ['a toJSON that gives nothing', 'return { toJSON() {} };', /^code\.not_items/],
    ['a getter that throws', 'return { get a() { throw new Error("no"); } };', /^code\.not_json: .*no$/],
    ['a revoked proxy', 'const r = Proxy.revocable([], {}); r.revoke(); return r.proxy;', /^code\.threw: TypeError/],
    [
      'an array that lies about its length',
      'return new Proxy([], { get: (t, k) => k === "length" ? 1e9 : {} });',
      /^code\.too_many_items/,
    ],
    ['a date', 'return new Date(0);', /^code\.not_items/],
    [
      'JSON that nests too deeply',
      'let o = {}; for (let i = 0; i < 101; i += 1) o = { o }; return o;',
      /^code\.too_deep/,
    ],
    [
      'JSON that no stack holds',
      'let o = {}; for (let i = 0; i < 1e6; i += 1) o = { o }; return o;',
      /^code\.(too_deep|not_json)/,
    ],
  ])('fails by name: %s', async (_, source, message) => {
    expect(await resultOf(source)).toMatch(message);
  });

  it('keeps what JSON keeps of strange values', async () => {
    const source = `return {
      date: new Date(0), nothing: undefined, f() {}, s: Symbol("x"), nan: NaN, map: new Map([[1, 2]]),
      list: [undefined, () => 1], get got() { return 1 }, [Symbol.toStringTag]: "Array", ["__proto__"]: { a: 1 },
    };`;
    const [json] = await resultOf(source);
    expect(JSON.stringify(json)).toBe(
      '{"date":"1970-01-01T00:00:00.000Z","nan":null,"map":{},"list":[null,null],"got":1,"__proto__":{"a":1}}',
    );
  });

  it('pollutes no prototype of the host', async () => {
    await resultOf('return JSON.parse(\'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}\');');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
