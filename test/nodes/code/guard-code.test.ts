import { describe, expect, it } from 'vitest';
import { guardCode } from '../../../src/nodes/code/guard-code.ts';
import { parseCode } from '../../../src/nodes/code/parse-code.ts';

/** The user's part of the guarded module. */
function guarded(source: string): string {
  const parsed = parseCode(source);
  if (parsed.type === 'fault') throw new Error(parsed.message);
  return guardCode(parsed).split('\n').slice(1, -2).join('\n').replaceAll('__step()', 'g()');
}

describe('guardCode', () => {
  it.each([
    ['for (;;) {}', 'for (;;) {g();}'],
    ['for (;;);', 'for (;;){g();;}'],
    ['while (a) b();', 'while (a) {g();b();}'],
    ['do a(); while (b)', 'do {g();a();} while (b)'],
    ['for (const a in b) for (const c of d) e()', 'for (const a in b) {g();for (const c of d) {g();e()}}'],
    ['for await (const a of b) { c(); }', 'for await (const a of b) {g(); c(); }'],
    ['a: for (;;) b: for (;;) continue a;', 'a: for (;;) {g();b: for (;;) {g();continue a;}}'],
  ])('guards the loop %s', (source, expected) => {
    expect(guarded(source)).toBe(expected);
  });

  it.each([
    ['function f() {}', 'function f() {g();}'],
    ['const f = async function* () { yield 1 }', 'const f = async function* () {g(); yield 1 }'],
    ['const f = () => 1', 'const f = () => (g(),1)'],
    ['const f = () => ({ a: 1 })', 'const f = () => ((g(),{ a: 1 }))'],
    ['const f = (a) => (b) => a + b', 'const f = (a) => (g(),(b) => (g(),a + b))'],
    ['while (a) b = () => c', 'while (a) {g();b = () => (g(),c)}'],
    ['({ a() {}, get b() { return 1 } })', '({ a() {g();}, get b() {g(); return 1 } })'],
    ['class A { constructor() {} static b = () => 1 }', 'class A { constructor() {g();} static b = () => (g(),1) }'],
  ])('guards the function %s', (source, expected) => {
    expect(guarded(source)).toBe(expected);
  });

  it('leaves every line where it was', () => {
    const source = 'for (const a of [1])\n  items\n    .map(() =>\n      a);\nreturn 1;';
    expect(guarded(source).split('\n')).toHaveLength(5);
  });
});
