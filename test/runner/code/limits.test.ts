import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { CodeOutcome } from '../../../src/nodes/code/code-job.ts';
import { limitIsolates } from '../../../src/runner/code/limit-isolates.ts';
import { createLoaderHost } from '../../../src/runner/code/loader-host.ts';
import { createCodeRunner } from '../../../src/runner/code/run-code.ts';
import { program, resultOf, run } from './support/run.ts';

describe('code without an end', () => {
  it.each([
    ['a loop', 'for (;;) {}'],
    ['a loop without a body', 'while (true);'],
    ['a loop of promises', 'for (;;) await null;'],
    ['a loop in a callback', '[1].forEach(() => { do ; while (true) });'],
    ['a loop that catches', 'for (;;) { try { for (;;) {} } catch {} }'],
    ['recursion that starts again', 'const f = () => Promise.resolve().then(f); await f();'],
    ['recursion that catches', 'function f() { try { f(); } finally { f(); } } f();'],
    ['recursion that takes for ever', 'const f = (n) => n < 2 ? 1 : f(n - 1) + f(n - 2); return { f: f(80) };'],
    ['an iterator', 'for (const a of { *[Symbol.iterator]() { for (;;) yield 1; } }) {}'],
    ['a getter of the result', 'return { get a() { for (;;) {} } };'],
    ['a toJSON of the result', 'return { toJSON() { for (;;) {} } };'],
    ['a message of what is thrown', 'throw { get message() { for (;;) {} } };'],
    ['a list that grows', 'const all = []; for (;;) all.push(new Array(1000).fill(1));'],
    ['a loop beside the result', 'const f = async () => { for (;;) await null; }; await Promise.all([f(), null]);'],
  ])('%s is ended', async (_, source) => {
    expect(await resultOf(source, { limitMs: 50 })).toBe('code.time_limit: The code computed for longer than 50 ms');
  });

  it('ends for an item of many', async () => {
    const items = [{ json: {} }, { json: {} }];
    const source = 'if ($itemIndex === 1) for (;;) {}\nreturn $json;';
    expect(await resultOf(source, { items, mode: 'each_item', limitMs: 50 })).toMatch(/^code\.time_limit/);
  });

  it('ends by itself where it goes too deep', async () => {
    expect(await resultOf('const f = () => f() + 1; return f();')).toMatch(
      /^code\.threw: RangeError: Maximum call stack/,
    );
  });

  it('is found out where it waits for nothing', async () => {
    expect(await resultOf('await new Promise(() => {}); return [];')).toMatch(/^code\.never_settled/);
  });

  it('leaves the isolate usable', async () => {
    const source = 'if ($json.loop) for (;;) {}\nreturn { ok: true };';
    expect(await resultOf(source, { limitMs: 50, items: [{ json: { loop: true } }] })).toMatch(/^code\.time_limit/);
    expect(await resultOf(source, { limitMs: 50 })).toEqual([{ ok: true }]);
  });
});

describe('code that takes its time', () => {
  it('may wait longer than it may compute', async () => {
    const source =
      'await new Promise((resolve) => setTimeout(resolve, 150)); for (let i = 0; i < 10; i += 1); return { ok: 1 };';
    expect(await resultOf(source, { limitMs: 100 })).toEqual([{ ok: 1 }]);
  });

  it('is left when the execution is cancelled', async () => {
    const abort = new AbortController();
    const runCode = createCodeRunner(createLoaderHost(env.LOADER));
    const source = 'await new Promise((resolve) => setTimeout(resolve, 60_000)); return [];';
    const work = runCode(program(source), abort.signal);
    abort.abort('cancelled');
    await expect(work).rejects.toMatchObject({ code: 'code.aborted' });
  });
});

describe('code that brings forth too much', () => {
  it.each([
    ['text', 'return { a: "x".repeat(17 * 1024 * 1024) };', 'code.output_too_large'],
    ['small items', 'return Array.from({ length: 200 }, () => ({ a: "x".repeat(100_000) }));', 'code.output_too_large'],
    ['items', 'return Array.from({ length: 250_001 }, () => ({}));', 'code.too_many_items'],
    ['text that no memory holds', 'let s = "x"; for (;;) s += s;', 'code.threw'],
    ['memory', 'return { a: new ArrayBuffer(2 ** 50) };', 'code.threw'],
    ['a place in an array', 'return new Array(2 ** 32 - 1);', 'code.too_many_items'],
  ])('%s', async (_, source, code) => {
    expect(String(await resultOf(source)).split(':')[0]).toBe(code);
  });

  it('may return as many items as one node may', async () => {
    expect(await resultOf('return Array.from({ length: 250_000 }, () => ({}));')).toHaveLength(250_000);
  });
});

describe('the console', () => {
  it('keeps what fits and says that more came', async () => {
    const { logs } = await run('for (let i = 0; i < 100_000; i += 1) console.log("x".repeat(100)); return [];');
    expect(logs.map(({ text }) => text.length).reduce((sum, length) => sum + length, 0)).toBeLessThan(65_700);
    expect(logs.at(-1)).toEqual({ level: 'warn', text: 'The console is full: it keeps 65536 characters.' });
  });

  it('keeps few lines of nothing', async () => {
    const { logs } = await run('for (let i = 0; i < 100_000; i += 1) console.log(""); return [];');
    expect(logs.length).toBeLessThan(4200);
  });

  it('shows anything, and never fails', async () => {
    const { logs } = await run(`
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      console.log('a', 1, null, undefined, 2n, Symbol('s'), () => 1, { b: [1] }, new Error('no'));
      console.warn(proxy, { toJSON() { throw 1; } });
      console.error();
      throw new Error('the console is kept');`);
    expect(logs).toEqual([
      { level: 'log', text: 'a 1 null undefined 2 Symbol(s) [function] {"b":[1]} Error: no' },
      { level: 'warn', text: '[object that cannot be shown] [object that cannot be shown]' },
      { level: 'error', text: '' },
    ]);
  });
});

describe('limitIsolates', () => {
  it('lets four run at a time, and the next when one is done', async () => {
    const outcome: CodeOutcome = { type: 'returned', items: [], logs: [] };
    const running: (() => void)[] = [];
    const limited = limitIsolates(() => new Promise((resolve) => running.push(() => resolve(outcome))));
    const all = Array.from({ length: 6 }, () => limited(program('return [];'), new AbortController().signal));
    await Promise.resolve();
    expect(running).toHaveLength(4);
    running[0]?.();
    await all[0];
    await Promise.resolve();
    expect(running).toHaveLength(5);
    running[1]?.();
    await all[1];
    for (const finish of running) finish();
    await all[2];
    running.at(-1)?.();
    expect(await Promise.all(all)).toHaveLength(6);
  });

  it('lets more programs through than the platform allows at once', async () => {
    const limited = limitIsolates(createCodeRunner(createLoaderHost(env.LOADER)));
    const outcomes = await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        limited(program(`return { n: ${index} };`), new AbortController().signal),
      ),
    );
    expect(outcomes.map((one) => (one.type === 'returned' ? one.items[0]?.json.n : one))).toEqual([...Array(9).keys()]);
  });
});
