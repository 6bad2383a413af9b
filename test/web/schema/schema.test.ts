import { describe, expect, it } from 'vitest';
import {
  asVariant,
  beginning,
  isShown,
  kindOf,
  plainSchema,
  type Schema,
  variantOf,
} from '../../../web/src/lib/schema/schema.ts';

const RULES: Schema = {
  type: 'object',
  properties: { mode: { const: 'rules' }, rules: { type: 'array' } },
  required: ['mode', 'rules'],
};
const NUMBER: Schema = {
  type: 'object',
  properties: { mode: { const: 'number' }, output: { type: 'integer' } },
  required: ['mode'],
};

describe('a value of several forms', () => {
  it('has the form whose constants it has, else the first', () => {
    expect(variantOf([RULES, NUMBER], { mode: 'number' })).toBe(1);
    expect(variantOf([RULES, NUMBER], {})).toBe(0);
    expect(variantOf([RULES, NUMBER], 'no object')).toBe(0);
  });

  it('keeps in another form what both have', () => {
    expect(asVariant(NUMBER, { mode: 'rules', output: 3, rules: [] })).toEqual({ mode: 'number', output: 3 });
  });
});

describe('a config', () => {
  it('begins with what has to be there and needs no asking', () => {
    expect(beginning({ oneOf: [RULES, NUMBER] })).toEqual({ mode: 'rules', rules: [] });
    expect(beginning({ type: 'object', properties: { url: { type: 'string' } }, required: ['url'] })).toEqual({});
  });
});

describe('a field', () => {
  it('is filled in by the easiest of the forms that it may have', () => {
    const query: Schema = {
      anyOf: [
        { type: 'object', additionalProperties: {} },
        { type: 'array', items: { type: 'object' } },
      ],
    };
    expect(kindOf(plainSchema(query))).toBe('map');
    expect(kindOf({ type: 'string', maxLength: 100 })).toBe('text');
    expect(kindOf({ type: 'string', maxLength: 100, 'x-widget': 'multiline' })).toBe('long_text');
    expect(kindOf({})).toBe('any');
  });

  it('is shown as long as its neighbour has one of the values that it belongs to, its default included', () => {
    const schema: Schema = { type: 'object', properties: { include: { default: 'none' } } };
    const field: Schema = { 'x-show-if': { field: 'include', is: ['selected'] } };
    expect(isShown(field, {}, schema)).toBe(false);
    expect(isShown(field, { include: 'selected' }, schema)).toBe(true);
    expect(isShown(field, { include: '{{ $json.kind }}' }, schema)).toBe(true);
  });
});
