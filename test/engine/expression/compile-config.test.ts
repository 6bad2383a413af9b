import { describe, expect, it } from 'vitest';
import { compileConfig, hasExpression } from '../../../src/engine/expression/compile-config.ts';
import { ExpressionError } from '../../../src/engine/expression/expression-error.ts';
import { findFaults } from '../../../src/engine/expression/find-faults.ts';
import { createScope } from '../../../src/engine/expression/scope.ts';
import type { JsonValue } from '../../../src/engine/json.ts';
import { dataWith, resolve } from './evaluate.ts';

const scope = createScope(dataWith({ name: 'Ann', tags: ['a', 'b'] }));

describe('compileConfig', () => {
  it('resolves the texts of a config, however deep', () => {
    const config = { url: 'https://x/{{ $json.name }}', body: [{ tags: '{{ $json.tags }}' }, 'plain', 1, null] };
    expect(compileConfig(config).evaluate(scope)).toEqual({
      url: 'https://x/Ann',
      body: [{ tags: ['a', 'b'] }, 'plain', 1, null],
    });
  });

  it('returns the same object if there is nothing to resolve', () => {
    const config = { url: 'https://x', braces: '{{', nested: { list: [1] } };
    const compiled = compileConfig(config);
    expect(compiled.constant).toBe(true);
    expect(compiled.evaluate(scope)).toBe(config);
  });

  it('leaves keys as they are', () => {
    expect(resolve({ '{{ 1 }}': '{{ 1 }}' })).toEqual({ '{{ 1 }}': 1 });
  });

  it('leaves undefined out of objects, and makes it null in lists and alone', () => {
    expect(resolve({ a: '{{ undefined }}', b: ['{{ undefined }}'], c: '{{ $json.missing }}' })).toEqual({ b: [null] });
    expect(resolve('{{ undefined }}')).toBeNull();
  });

  it('does not resolve expressions in the value of an expression', () => {
    expect(resolve('{{ $json.text }}', { text: '{{ 1 + 1 }}' })).toBe('{{ 1 + 1 }}');
  });

  it('leaves a __proto__ key out', () => {
    const config: JsonValue = JSON.parse('{"__proto__": {"a": "{{ 1 }}"}, "b": "{{ 2 }}"}');
    expect(Object.keys(resolve(config) ?? {})).toEqual(['b']);
  });

  it('says where in the config an expression failed', () => {
    const failing = compileConfig({ headers: [{ value: 'x {{ $json.a.b }}' }] });
    expect(() => failing.evaluate(scope)).toThrow(
      expect.objectContaining({
        code: 'expression.undefined',
        message: 'Cannot read "b": $json.a is undefined.',
        path: ['headers', 0, 'value'],
        expression: '$json.a.b',
        column: 6,
      }),
    );
  });

  it('fails when it is evaluated, not when it is compiled, for bad syntax', () => {
    const compiled = compileConfig({ a: '{{ 1 + }}' });
    expect(() => compiled.evaluate(scope)).toThrow(ExpressionError);
  });

  it('shares one budget over the whole config', () => {
    const compiled = compileConfig(Array(10).fill('{{ "a".repeat(200) }}'));
    expect(() => compiled.evaluate(scope, { budget: { steps: 1_000, characters: 1_000 } })).toThrow(
      expect.objectContaining({ code: 'expression.budget_memory', path: [5] }),
    );
  });

  it('stops when the time is up', () => {
    const compiled = compileConfig('{{ Array(9e4).fill(1).map(x => x) }}');
    const budget = { steps: 1e6, characters: 1e6, expired: () => true };
    expect(() => compiled.evaluate(scope, { budget })).toThrow(
      expect.objectContaining({ code: 'expression.budget_time' }),
    );
  });
});

describe('lenient evaluation', () => {
  it.each([
    ['{{ $json.a.b.c }}', null],
    ['{{ $json.name.nothing() }}', null],
    ['{{ unknownName }}', null],
    ['{{ JSON.parse("{") }}', null],
    ['{{ $json.name.trim }}', null],
    ['a{{ $json.a.b }}c', 'ac'],
  ])('makes undefined of what throws: %s', (text, value) => {
    expect(resolve(text, { name: 'x' }, { errors: 'lenient' })).toBe(value);
  });

  it.each([
    ['{{ $json.constructor }}', 'expression.forbidden'],
    ['{{ "a".repeat(1e9) }}', 'expression.budget_memory'],
    ['{{ $("Nobody").item }}', 'expression.unknown_node'],
    ['{{ 1 + }}', 'expression.syntax'],
  ])('still throws what is not allowed or not there: %s', (text, code) => {
    expect(() => resolve(text, {}, { errors: 'lenient' })).toThrow(expect.objectContaining({ code }));
  });
});

describe('hasExpression', () => {
  it('finds an expression in any text', () => {
    expect(hasExpression({ a: [{ b: 'x {{ 1 }}' }] })).toBe(true);
    expect(hasExpression({ a: ['{{', '}}'], '{{ 1 }}': 2 })).toBe(false);
  });
});

describe('findFaults', () => {
  it('finds every fault at once, with path and column', () => {
    const config = {
      fine: '{{ $json.a }}',
      first: 'a {{ 1 + }}',
      second: ['{{ this.x }}', { third: '{{ }} and {{ x => { return 1 } }}' }],
    };
    expect(findFaults(config)).toEqual([
      { path: ['first'], code: 'expression.syntax', message: 'Unexpected token.', column: 10 },
      {
        path: ['second', 0],
        code: 'expression.forbidden',
        message: '"this" cannot be used in expressions.',
        column: 4,
      },
      { path: ['second', 1, 'third'], code: 'expression.syntax', message: 'The expression is empty.', column: 3 },
      {
        path: ['second', 1, 'third'],
        code: 'expression.forbidden',
        message: 'A function with statements cannot be used in expressions: write what it gives, without braces.',
        column: 19,
      },
    ]);
  });

  it('finds none in a config without expressions', () => {
    expect(findFaults({ a: 1, b: ['{{'], c: null })).toEqual([]);
  });
});
