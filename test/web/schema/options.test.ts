import { describe, expect, it } from 'vitest';
import { askedField, optionEntries } from '../../../web/src/lib/schema/options.ts';

describe('a field of which a service knows the values', () => {
  it('is told by its schema', () => {
    expect(askedField({ type: 'string', 'x-options': true }, ['from'])).toBe('from');
    expect(askedField({ type: 'string' }, ['from'])).toBeNull();
  });

  it('is none within another field: the service is asked for a field of the config', () => {
    expect(askedField({ 'x-options': true }, ['list', 0])).toBeNull();
  });
});

describe('what a service offers', () => {
  it('is shown once each, by what people read, and what is put in is the value', () => {
    const options = [
      { value: 'a@x.example', label: 'Ann' },
      { value: 'a@x.example', label: 'Ann' },
      { value: 'b@x.example', label: 'b@x.example' },
      { value: 'query {\n a }', label: 'a' },
    ];
    expect(optionEntries(options)).toEqual([
      { id: 'a@x.example', label: 'Ann', detail: 'a@x.example' },
      { id: 'b@x.example', label: 'b@x.example', detail: undefined },
      { id: 'query {\n a }', label: 'a', detail: undefined },
    ]);
  });
});
