import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { csvAction } from '../../src/nodes/actions/csv.ts';
import { fileAction } from '../../src/nodes/actions/file.ts';
import { htmlAction } from '../../src/nodes/actions/html.ts';
import { jsonAction } from '../../src/nodes/actions/json.ts';
import { xmlAction } from '../../src/nodes/actions/xml.ts';
import type { NodeDefinition } from '../../src/nodes/define-node.ts';
import { jsonOf } from '../support/node-run.ts';

/** ASCII, with `@` for ż in ISO-8859-2. */
function latin2(text: string): string {
  return btoa(text.replaceAll('@', '\xbf'));
}

function readFile(definition: NodeDefinition<unknown>, config: JsonObject, file: { data: string; mime_type: string }) {
  return jsonOf(definition, {
    inputs: { main: [{ json: {}, binary: { data: file } }] },
    config: { binary_property: 'data', ...config },
  });
}

const CSV = { operation: 'to_items' };
const XML = { operation: 'to_json' };
const HTML = { operation: 'extract', values: [{ name: 'p', selector: 'p' }] };

describe('a file is read in the character set', () => {
  test.each<[string, NodeDefinition<unknown>, JsonObject, string, string, JsonObject]>([
    ['of its type', csvAction, CSV, 'text/csv; charset=iso-8859-2', 'a\n@', { a: 'ż' }],
    ['of its type', fileAction, { operation: 'file_to_text' }, 'text/plain; charset=latin2', '@', { data: 'ż' }],
    ['of its type', jsonAction, CSV, 'application/json; charset=latin2', '{"a":"@"}', { a: 'ż' }],
    ['of its declaration', xmlAction, XML, 'text/xml', '<?xml version="1.0" encoding="latin2"?><a>@</a>', { a: 'ż' }],
    ['of its meta', htmlAction, HTML, 'text/html', '<meta charset=latin2><p>@</p>', { p: 'ż' }],
    [
      'of its meta',
      fileAction,
      { operation: 'file_to_text' },
      'text/html',
      '<meta charset=latin2>@',
      { data: '<meta charset=latin2>ż' },
    ],
    ['of the config', csvAction, { ...CSV, encoding: 'latin2' }, 'text/csv; charset=gbk', 'a\n@', { a: 'ż' }],
    ['of its mark', csvAction, CSV, 'text/csv; charset=gbk', '\xff\xfea\0\n\0|\x01', { a: 'ż' }],
    ['of browsers if nothing is said', csvAction, CSV, 'text/csv', 'a\nJos\xe9', { a: 'José' }],
  ])('%s', async (_what, definition, config, mime_type, text, expected) => {
    const data = text.includes('\xff') ? btoa(text) : latin2(text);
    expect(await readFile(definition, config, { data, mime_type })).toEqual([expected]);
  });
});
