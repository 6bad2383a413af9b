import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { fileAction } from '../../../src/nodes/actions/file.ts';
import { outputsOf } from '../../support/node-run.ts';

const NOTE = { data: btoa('caf\xe9'), mime_type: 'text/plain', file_name: 'note.txt' };

async function convert(config: JsonObject) {
  const inputs = { main: [{ json: { id: 1 }, binary: { data: NOTE } }] };
  const { main = [] } = await outputsOf(fileAction, { inputs, config });
  return main[0];
}

describe('action.file', () => {
  test('makes a file of a text', async () => {
    expect(await convert({ operation: 'text_to_file', text: 'é' })).toEqual({
      json: {},
      binary: { data: { data: btoa('\xc3\xa9'), mime_type: 'text/plain', file_name: 'file.txt' } },
      from: 0,
    });
  });

  test('does not find a file under a name that every object has', async () => {
    const config = { operation: 'file_to_base64', binary_property: 'constructor' };
    await expect(convert(config)).rejects.toMatchObject({ code: 'file.missing' });
  });

  test('makes a file of base64, and keeps the fields of the item', async () => {
    const config = { operation: 'base64_to_file', base64: 'AAE=', output_field: 'raw', include_input_fields: true };
    const raw = { data: 'AAE=', mime_type: 'application/octet-stream', file_name: 'file' };
    expect(await convert(config)).toMatchObject({ json: { id: 1 }, binary: { data: NOTE, raw } });
  });

  test('reads the text of a file in its character set', async () => {
    expect(await convert({ operation: 'file_to_text', encoding: 'latin1' })).toMatchObject({ json: { data: 'café' } });
  });

  test('reads the bytes of a file as base64, and keeps the fields', async () => {
    const config = { operation: 'file_to_base64', output_field: 'file.base64', include_input_fields: true };
    expect(await convert(config)).toMatchObject({ json: { id: 1, file: { base64: NOTE.data } } });
  });

  test.each([
    [{ operation: 'base64_to_file', base64: '*' }, 'file.not_base64', 'base64: expected base64, got the text "*"'],
    [
      { operation: 'file_to_base64', binary_property: 'x' },
      'file.missing',
      'binary_property x: expected a file, got nothing',
    ],
    [
      { operation: 'file_to_text', binary_property: 'x' },
      'text.missing',
      'binary_property x: expected a file, got nothing',
    ],
    [{ operation: 'file_to_text', encoding: 'no' }, 'text.bad_encoding', 'The character set no is unknown'],
  ])('refuses %j', async (config, code, message) => {
    await expect(convert(config)).rejects.toMatchObject({ code, message, item: 0 });
  });
});
