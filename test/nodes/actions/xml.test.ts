import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { xmlAction } from '../../../src/nodes/actions/xml.ts';
import { jsonOf, outputsOf } from '../../support/node-run.ts';

async function parse(text: string, config: JsonObject = {}): Promise<JsonObject | undefined> {
  return (await jsonOf(xmlAction, { items: [{}], config: { operation: 'to_json', text, ...config } }))[0];
}

async function build(value: JsonObject, config: JsonObject = {}): Promise<unknown> {
  const plain = { declaration: false, indent: false };
  const [json] = await jsonOf(xmlAction, { items: [value], config: { operation: 'to_xml', ...plain, ...config } });
  return json?.data;
}

describe('action.xml to JSON', () => {
  test.each<[string, JsonObject]>([
    ['<a>1</a>', { a: '1' }],
    ['<a/>', { a: '' }],
    ['<?xml version="1.0"?><!-- c --><a><b>1</b><b>2</b><c/></a>', { a: { b: ['1', '2'], c: '' } }],
    ['<a x="1" y="2"><b>t</b></a>', { a: { x: '1', y: '2', b: 't' } }],
    ['<a x="1">t</a>', { a: { x: '1', _: 't' } }],
    ['<a b="1"><b>2</b></a>', { a: { b: ['1', '2'] } }],
    ['<a>one <b>x</b> two</a>', { a: { _: 'one  two', b: 'x' } }],
    ['<a>\n  <b>1</b>\n</a>', { a: { b: '1' } }],
    ['<a> t </a>', { a: ' t ' }],
    ['<n:a xmlns:n="u"><n:b/></n:a>', { 'n:a': { 'xmlns:n': 'u', 'n:b': '' } }],
    ['<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;</a>', { a: '<&>"\'AB' }],
    ['<a x="&lt;1"/>', { a: { x: '<1' } }],
    ['<a><![CDATA[<b> &amp; ]]></a>', { a: '<b> &amp; ' }],
    ['\ufeff<a>1</a>', { a: '1' }],
  ])('%s', async (text, expected) => {
    expect(await parse(text)).toEqual(expected);
  });

  const rich = '<Order id="7"><Line>a</Line> text </Order>';

  test.each<[JsonObject, JsonObject]>([
    [{ attributes: 'group' }, { Order: { $: { id: '7' }, _: ' text ', Line: 'a' } }],
    [
      { attributes: 'group', attribute_key: '@', text_key: '#' },
      { Order: { '@': { id: '7' }, '#': ' text ', Line: 'a' } },
    ],
    [{ attributes: 'ignore' }, { Order: { _: ' text ', Line: 'a' } }],
    [{ always_lists: true }, { Order: { id: ['7'], _: ' text ', Line: ['a'] } }],
    [
      { keep_root: false, trim: true },
      { id: '7', _: 'text', Line: 'a' },
    ],
    [{ lower_case_names: true, trim: true }, { order: { id: '7', _: 'text', line: 'a' } }],
  ])('with %j', async (config, expected) => {
    expect(await parse(rich, config)).toEqual(expected);
  });

  test('reads a file in its character set', async () => {
    const binary = { f: { data: btoa('<a>\xe9</a>'), mime_type: 'application/xml' } };
    const config = { operation: 'to_json', binary_property: 'f', encoding: 'iso-8859-1' };
    const outputs = await outputsOf(xmlAction, { inputs: { main: [{ json: {}, binary }] }, config });
    expect(outputs.main?.[0]?.json).toEqual({ a: 'é' });
  });

  test.each<[string, string]>([
    ['<a>', 'xml.invalid'],
    ['<a></b>', 'xml.invalid'],
    ['text', 'xml.invalid'],
    ['', 'xml.invalid'],
    ['<a>'.repeat(300) + '</a>'.repeat(300), 'xml.invalid'],
    ['<__proto__><polluted>1</polluted></__proto__>', 'xml.invalid'],
  ])('refuses %s', async (text, code) => {
    await expect(parse(text)).rejects.toMatchObject({ code, item: 0 });
    expect('polluted' in {}).toBe(false);
  });

  test('names the place where a text is no longer XML', async () => {
    const message = expect.stringMatching(/^text: expected XML, got the text .* \(.*'b'.* \(line 2, column 4\)\)$/);
    await expect(parse('<a>\n<b></a>')).rejects.toMatchObject({ message });
  });

  test('expands no entities of the document itself', async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "${'&x;'.repeat(10)}">]><a>&y;</a>`;
    expect(await parse(bomb)).toEqual({ a: '&y;' });
  });

  test('reads no files', async () => {
    const attack = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';
    expect(JSON.stringify(await parse(attack).catch(String))).not.toContain('root:');
  });

  test.each<[JsonObject, JsonObject]>([
    [{ operation: 'to_json' }, { code: 'text.missing', message: 'text: expected a text, got nothing' }],
    [{ operation: 'to_json', binary_property: 'none' }, { code: 'text.missing' }],
    [{ operation: 'to_json', text: 'x'.repeat(5_000_001) }, { code: 'text.too_long' }],
  ])('fails without a text that it can read', async (config, failure) => {
    await expect(jsonOf(xmlAction, { items: [{}], config })).rejects.toMatchObject(failure);
  });

  test('fails for a character set that there is not', async () => {
    const binary = { f: { data: '', mime_type: 'text/xml' } };
    const config = { operation: 'to_json', binary_property: 'f', encoding: 'nonsense' };
    await expect(outputsOf(xmlAction, { inputs: { main: [{ json: {}, binary }] }, config })).rejects.toMatchObject({
      code: 'text.bad_encoding',
    });
  });
});

describe('action.xml to XML', () => {
  test.each<[JsonObject, string]>([
    [{ a: 1 }, '<a>1</a>'],
    [{ a: { b: [1, 2], c: '<&>' } }, '<a><b>1</b><b>2</b><c>&lt;&amp;&gt;</c></a>'],
    [{ a: 1, b: 2 }, '<root><a>1</a><b>2</b></root>'],
    [{ a: [1, 2] }, '<root><a>1</a><a>2</a></root>'],
    [{ a: { $: { id: '1"2' }, _: 'x' } }, '<a id="1&quot;2">x</a>'],
    [{ größe: true }, '<größe>true</größe>'],
  ])('%j', async (value, xml) => {
    expect(await build(value)).toBe(xml);
  });

  test.each<[JsonObject, string]>([
    [{ root: 'doc', value: { a: 1, b: 2 } }, '<doc><a>1</a><b>2</b></doc>'],
    [{ declaration: true }, '<?xml version="1.0" encoding="UTF-8"?>\n<x>1</x>'],
    [{ indent: true, value: { a: { b: 1 } } }, '<a>\n  <b>1</b>\n</a>'],
  ])('with %j', async (config, xml) => {
    expect(await build({ x: 1 }, config)).toBe(xml);
  });

  test.each<[JsonObject, string]>([
    [{ 'a><script': 1 }, 'xml.bad_name'],
    [{ a: { '1st': 1 } }, 'xml.bad_name'],
    [{ a: { $: { 'x="1" y': 1 } } }, 'xml.bad_name'],
    [{ a: 'x\u0000y' }, 'xml.bad_character'],
    [{ a: '\ud800' }, 'xml.bad_character'],
  ])('refuses %j: %s', async (value, code) => {
    await expect(build(value)).rejects.toMatchObject({ code });
  });

  test('refuses a root that cannot be an element', async () => {
    await expect(build({ a: 1, b: 2 }, { root: 'a b' })).rejects.toMatchObject({ code: 'xml.bad_name' });
  });

  test('refuses endless nesting', async () => {
    const deep = Array.from({ length: 300 }).reduce<JsonObject>((inner) => ({ a: inner }), {});
    await expect(build(deep)).rejects.toMatchObject({ code: 'xml.too_deep' });
  });

  test('makes a file', async () => {
    const config = { operation: 'to_xml', output: 'file', output_field: 'doc', file_name: 'a.xml', declaration: false };
    const outputs = await outputsOf(xmlAction, { items: [{ a: 'é' }], config });
    expect(outputs.main).toEqual([
      {
        json: {},
        binary: { doc: { data: 'PGE+w6k8L2E+', mime_type: 'application/xml', file_name: 'a.xml' } },
        from: 0,
      },
    ]);
  });

  test('is read back unchanged', async () => {
    const value = { order: { $: { id: '7' }, line: ['a', 'b'], note: { _: 'x', $: { lang: 'de' } } } };
    expect(await parse(String(await build(value)), { attributes: 'group' })).toEqual(value);
  });
});
