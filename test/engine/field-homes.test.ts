import { describe, expect, it } from 'vitest';
import { type FieldPlace, unknownFieldMessage } from '../../src/engine/field-homes.ts';

function messageOf(field: string, place: FieldPlace | null, configFields: readonly string[] = []): string {
  return unknownFieldMessage({ field, place, known: ['id', 'name'], configFields });
}

describe(unknownFieldMessage, () => {
  it.each<[string, FieldPlace, string]>([
    ['retry', 'node', 'There is no field retry. "retry" belongs in the "settings" of the node, beside "config".'],
    ['on_error', 'config', '"on_error" belongs in the "settings" of the node'],
    ['delivery', 'workflow_settings', '"delivery" belongs in the "settings" of the node'],
    ['credentials', 'config', '"credentials" belongs in the node itself'],
    ['pinned_data', 'settings', '"pinned_data" belongs in the node itself'],
    ['max_attempts', 'settings', '"max_attempts" belongs in "settings.retry" of the node'],
    ['timezone', 'settings', '"timezone" belongs in the "settings" of the workflow'],
  ])('says where %s in %s belongs', (field, place, message) => {
    expect(messageOf(field, place)).toContain(message);
  });

  it.each<[string, FieldPlace, string]>([
    ['onError', 'node', '"on_error" belongs in the "settings" of the node'],
    ['retryOnFail', 'node', '"retry" belongs in the "settings" of the node'],
    ['pinData', 'config', '"pinned_data" belongs in the node itself'],
    ['errorWorkflow', 'node', '"error_workflow_id" belongs in the "settings" of the workflow'],
  ])('knows %s in %s by its other name', (field, place, message) => {
    expect(messageOf(field, place)).toContain(message);
  });

  it('says that a field of the config stands beside it', () => {
    expect(messageOf('url', 'node', ['url'])).toBe('There is no field url. "url" belongs in the "config" of the node.');
  });

  it('names both places where two have the field', () => {
    expect(messageOf('timeout_ms', 'node', ['timeout_ms'])).toContain('in the "config" of the node, too');
  });

  it('cuts a long name', () => {
    expect(messageOf('x'.repeat(1_000), 'node')).toContain(`There is no field ${'x'.repeat(59)}….`);
  });

  it('else tells the fields there are, and which was perhaps meant', () => {
    expect(messageOf('nmae', 'node')).toBe(
      'There is no field nmae. Did you mean "name"? The fields here are "id", "name".',
    );
    expect(messageOf('colour', null)).toBe('There is no field colour. The fields here are "id", "name".');
  });

  it.each(['__proto__', 'constructor', 'toString'])('knows no home of %s', (field) => {
    expect(messageOf(field, 'node')).toBe(`There is no field ${field}. The fields here are "id", "name".`);
  });
});
