import { describe, expect, it } from 'vitest';
import { parseCode } from '../../../src/nodes/code/parse-code.ts';

function faultOf(source: string): string {
  const parsed = parseCode(source);
  return parsed.type === 'parsed' ? 'parsed' : `${parsed.message} (${parsed.line}:${parsed.column})`;
}

describe('parseCode', () => {
  it.each([
    ['nothing', ''],
    ['a return', 'return items;'],
    ['await', 'const x = await Promise.resolve(1); return { x };'],
    ['variables declared again', 'const items = $input.all(); let $json = 1; return items;'],
    ['a comment at the end', 'return [] // done'],
    ['braces in texts', 'return { text: "}}", template: `{{}}` };'],
    ['classes, generators and private members', 'class A { #x = 1; *y() { yield this.#x } } return [...new A().y()];'],
  ])('takes %s', (_, source) => {
    expect(faultOf(source)).toBe('parsed');
  });

  it.each([
    ['at its place', 'const a = 1;\nconst b = ;', 'Unexpected token (2:11)'],
    ['in the first line', 'return [', 'Unexpected token (1:9)'],
    ['that closes too much', 'return [];\n}', 'Unexpected token (2:2)'],
    ['that leaves something open', 'if (true) {\nreturn [];', 'Unexpected token (2:11)'],
    ['in a text without end', "return 'abc", 'Unterminated string constant (1:8)'],
    ['in a regular expression', 'return /(/;', 'Invalid regular expression: /(/: Unterminated group (1:9)'],
    ['of what strict code forbids', 'with (items) {}', "'with' in strict mode (1:1)"],
    ['of a name declared twice', 'let a;\nlet a;', "Identifier 'a' has already been declared (2:5)"],
  ])('finds a fault %s', (_, source, fault) => {
    expect(faultOf(source)).toBe(fault);
  });

  it.each([
    ['import()', 'return await import("node:fs");', 'Code cannot import modules (1:14)'],
    ['import.meta', 'return import.meta;', 'Code has no import.meta (1:8)'],
    ['an import', 'import fs from "node:fs";', "'import' and 'export' may only appear at the top level (1:1)"],
    ['an export', 'export const a = 1;', "'import' and 'export' may only appear at the top level (1:1)"],
    ['new.target', 'return new.target;', "'new.target' can only be used in functions and class static block (1:8)"],
    ['super', 'return super.x;', "'super' keyword outside a method (1:8)"],
  ])('refuses %s', (_, source, fault) => {
    expect(faultOf(source)).toBe(fault);
  });

  it.each([
    ['}; export const leak = 1; async () => {', '}; globalThis.leak = 1; (async () => {'],
    ['}, globalThis.leak = 1, async () => {', '}; ({ a() {'],
    ['};\nfetch("https://example.com");\n{', '}\n{'],
  ])('refuses code that leaves its function: %s', (...sources) => {
    for (const source of sources) expect(faultOf(source)).not.toBe('parsed');
  });

  it('refuses the name of the guard, however it is spelt', () => {
    expect(faultOf('\\u005f_step = () => {};')).toBe('__step is a reserved name (1:1)');
    expect(faultOf('const __step = 1; return { __step };')).toBe('parsed');
  });

  it.each(['[', '{', '(() => ', 'if (1) ', 'function f() {', '`${', '!', 'a = ', 'x => '])(
    'refuses code that nests %s too deeply to be parsed',
    (opening) => {
      expect(faultOf(`;${opening.repeat(20_000)}`)).toMatch(/^Not enough stack space/);
    },
  );
});
