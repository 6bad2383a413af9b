import { describe, expect, it } from 'vitest';
import { formConfigSchema } from '../../../src/nodes/triggers/form.ts';

const text = (name: string) => ({ type: 'text', name, label: 'A' });
const files = { type: 'files', name: 'file', label: 'File' };

function fault(config: object): string | undefined {
  return formConfigSchema.safeParse(config).error?.issues[0]?.message;
}

describe('the config of a form', () => {
  it('may be nothing at all', () => {
    expect(formConfigSchema.parse({})).toMatchObject({ title: 'Form', fields: [], answer: { type: 'message' } });
  });

  it.each<[object, string]>([
    [{ fields: [text('a'), text('a')] }, 'Two fields have the name a'],
    [{ fields: [text('a')], steps: [{ title: 'B', fields: [text('a')] }] }, 'Two fields have the name a'],
    [
      { fields: [files], steps: [{ title: 'B' }] },
      'Files can be asked for on the last page alone, and file is on an earlier one',
    ],
    [{ fields: [text('submitted_at')] }, 'The item has a field of its own with this name'],
    [{ fields: [text('__proto__')] }, 'The item has a field of its own with this name'],
    [{ fields: [text('a b')] }, 'Letters, digits, _ and -, 64 at most, and no digit first'],
    [{ fields: [{ type: 'choice', name: 'a', label: 'A', options: ['x', 'x'] }] }, 'The same choice is there twice'],
    [{ language: 'en" onload="' }, 'A language tag such as en or pt-BR'],
  ])('is refused: %j', (config, message) => {
    expect(fault(config)).toBe(message);
  });

  it('may ask for files on its last page', () => {
    expect(fault({ fields: [text('a')], steps: [{ title: 'B', fields: [files] }] })).toBeUndefined();
  });
});
