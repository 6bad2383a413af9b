import { describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { csvAction } from '../../../src/nodes/actions/csv.ts';
import { jsonAction } from '../../../src/nodes/actions/json.ts';
import { jsonOf, outputsOf } from '../../support/node-run.ts';

const parse = (text: string, config: JsonObject = {}) =>
  jsonOf(csvAction, { items: [{}], config: { operation: 'to_items', text, ...config } });

const write = async (items: readonly JsonObject[], config: JsonObject = {}) =>
  (await jsonOf(csvAction, { items, config: { operation: 'to_csv', line_break: 'lf', ...config } }))[0]?.data;

describe('a header of many equal names', () => {
  test('costs as much as its length, whatever numbers are taken already', async () => {
    const count = 20_000;
    const equal = Array.from({ length: count }, () => 'a');
    const taken = Array.from({ length: count }, (_, n) => `a_${n + 1}`);
    const text = `${[...taken, ...equal].join(',')}\n1`;
    const reads = vi.spyOn(Set.prototype, 'has');
    const [row] = await parse(text);
    expect(reads.mock.calls.length).toBeLessThan(10 * count);
    reads.mockRestore();
    expect(row).toEqual({ a_1: '1' });
  });

  test('keeps all columns', async () => {
    const text = 'a,a,a_1,a,column_6,\n1,2,3,4,5,6';
    const [row] = await parse(text);
    expect(row).toEqual({ a: '1', a_1: '2', a_1_1: '3', a_2: '4', column_6: '5', column_6_1: '6' });
  });
});

describe('a first line that says what stands between values', () => {
  test.each<[string, JsonObject[]]>([
    ['sep=;\na;b,c\n1;2', [{ a: '1', 'b,c': '2' }]],
    ['\ufeffSEP=|\r\na|b\r\n1|2', [{ a: '1', b: '2' }]],
    ['"sep=\t"\na\tb\n1\t2', [{ a: '1', b: '2' }]],
    ['sep=,\na,b\n1,2', [{ a: '1', b: '2' }]],
    ['sep=;', []],
    ['sep=ab\nx', [{ 'sep=ab': 'x' }]],
  ])('%j', async (text, rows) => {
    expect(await parse(text)).toEqual(rows);
  });

  test('gives way to the delimiter of the node, and is no row all the same', async () => {
    expect(await parse('sep=;\na,b\n1,2', { delimiter: ',' })).toEqual([{ a: '1', b: '2' }]);
  });
});

describe('types', () => {
  test('are detected as spreadsheets write them', async () => {
    const [row] = await parse('a,b,c,d,e\nTRUE,False,true,1.5,TRUEST', { detect_types: true });
    expect(row).toEqual({ a: true, b: false, c: true, d: 1.5, e: 'TRUEST' });
  });
});

describe('action.csv to items', () => {
  test.each<[string, JsonObject[]]>([
    [
      'a,b\n1,2\n3,4',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['a;b\r\n1;2\r\n', [{ a: '1', b: '2' }]],
    ['a\tb\n1\t2', [{ a: '1', b: '2' }]],
    ['a,b\n"x, ""y""","z\nz"', [{ a: 'x, "y"', b: 'z\nz' }]],
    ['a,a,\n1,2,3', [{ a: '1', a_1: '2', column_3: '3' }]],
    ['a\n1,2', [{ a: '1', column_2: '2' }]],
    ['a,b\n1', [{ a: '1' }]],
    ['a\n\n1\n\n', [{ a: '1' }]],
    ['\ufeffa\n1', [{ a: '1' }]],
    ['a', []],
    ['', []],
  ])('%j', async (text, items) => {
    expect(await parse(text)).toEqual(items);
  });

  test.each<[string, JsonObject, JsonObject[]]>([
    ['1,2', { header: false }, [{ column_1: '1', column_2: '2' }]],
    ['a|b\n1|2', { delimiter: '|' }, [{ a: '1', b: '2' }]],
    ["a,b\n'x,y',2", { quote: "'" }, [{ a: 'x,y', b: '2' }]],
    ['title\na,b\n1,2', { skip_rows: 1 }, [{ a: '1', b: '2' }]],
    ['a\n1\n2\n3', { max_rows: 2 }, [{ a: '1' }, { a: '2' }]],
    [
      'a,b\n,\n1,2',
      { skip_empty_rows: false },
      [
        { a: '', b: '' },
        { a: '1', b: '2' },
      ],
    ],
    ['a,b,c,d\n 1 ,007,1.50,true', { detect_types: true, trim: true }, [{ a: 1, b: '007', c: 1.5, d: true }]],
    ['a\n12345678901234567890', { detect_types: true }, [{ a: '12345678901234567890' }]],
    ['a\n x ', {}, [{ a: ' x ' }]],
  ])('%j with %j', async (text, config, items) => {
    expect(await parse(text, config)).toEqual(items);
  });

  test('says where quotes do not match', async () => {
    await expect(parse('a,b\n"x,2')).rejects.toMatchObject({ code: 'csv.invalid', item: 0 });
  });

  test('never reaches a prototype', async () => {
    const [item] = await parse('__proto__,constructor\npolluted,x');
    expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  test('reads a file and links each row with its item', async () => {
    const binary = { f: { data: btoa('a\n1\n2'), mime_type: 'text/csv' } };
    const inputs = { main: [{ json: {} }, { json: {}, binary }].slice(1) };
    const outputs = await outputsOf(csvAction, { inputs, config: { operation: 'to_items', binary_property: 'f' } });
    expect(outputs.main).toEqual([
      { json: { a: '1' }, from: 0 },
      { json: { a: '2' }, from: 0 },
    ]);
  });
});

describe('action.csv to CSV', () => {
  const items = [
    { a: 1, b: 'x,y' },
    { b: 'q"', c: { d: [1] } },
  ];

  test.each<[JsonObject, string]>([
    [{}, 'a,b,c\n1,"x,y",\n,"q""","{""d"":[1]}"'],
    [{ columns: ['c.d', 'a'] }, 'c.d,a\n,1\n[1],'],
    [{ header: false, columns: 'a' }, '1\n'],
    [{ delimiter: ';', columns: 'a,b' }, 'a;b\n1;x,y\n;"q"""'],
    [{ quote_all: true, columns: 'a' }, '"a"\n"1"\n""'],
    [{ line_break: 'crlf', columns: 'a' }, 'a\r\n1\r\n'],
    [{ byte_order_mark: true, columns: 'a' }, '\ufeffa\n1\n'],
  ])('with %j', async (config, csv) => {
    expect(await write(items, config)).toBe(csv);
  });

  test.each([
    ...['=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://evil.example")'],
    ...['+1+cmd', '+49x', '-5e3+A1', '+(SUM(A1))', '=1', '-1\n=2'],
  ])('makes no formula of %j', async (text) => {
    const csv = await write([{ a: text }]);
    expect(String(csv).split('a\n')[1]?.replace(/^"/, '').startsWith("'")).toBe(true);
  });

  test.each(['-5', '+5.25', '-1,234.50', '+49 170 1234567', '+1 (555) 123-4567', '+49/170-12.34', '-'])(
    'leaves the number %j alone',
    async (text) => {
      expect(await write([{ a: text }], { delimiter: ';' })).toBe(`a\n${text}`);
    },
  );

  test('leaves negative numbers alone, and formulas when told so', async () => {
    expect(await write([{ a: -1 }])).toBe('a\n-1');
    expect(await write([{ a: '=1' }], { escape_formulas: false })).toBe('a\n=1');
  });

  test('makes a file of all items and links it with them', async () => {
    const config = { operation: 'to_csv', output: 'file', columns: 'a' };
    const outputs = await outputsOf(csvAction, { items, config });
    expect(outputs.main).toEqual([
      {
        json: {},
        binary: { data: { data: btoa('a\r\n1\r\n'), mime_type: 'text/csv', file_name: 'data.csv' } },
        from: [0, 1],
      },
    ]);
  });

  test('is read back unchanged', async () => {
    const rows = [
      { a: 'x,"y"\n', b: ' z ' },
      { a: '', b: 'ö' },
    ];
    expect(await parse(String(await write(rows)))).toEqual(rows);
  });
});

describe('action.json', () => {
  const read = (text: string, config: JsonObject = {}) =>
    jsonOf(jsonAction, { items: [{}], config: { operation: 'to_items', text, ...config } });

  test.each<[string, JsonObject, JsonObject[]]>([
    ['{"a":1}', {}, [{ a: 1 }]],
    ['[{"a":1},2]', {}, [{ a: 1 }, { data: 2 }]],
    ['{"a":1}\n\n[2]\r\n', { layout: 'lines' }, [{ a: 1 }, { data: [2] }]],
  ])('reads %j with %j', async (text, config, items) => {
    expect(await read(text, config)).toEqual(items);
  });

  test.each<[string, JsonObject, RegExp]>([
    ['{"a":1,}', {}, /^text: expected JSON, got the text ".*" \(.*position 7.*\)$/],
    ['{}\n{a', { layout: 'lines' }, /^text, line 2: expected JSON, got the text "{a" \(.*position 1.*\)$/],
    ['['.repeat(5000) + ']'.repeat(5000), {}, /^text: expected JSON, got the text "\[.*… \(it nests too deeply\)$/],
  ])('refuses %.20j, and names the place where it is no longer JSON', async (text, config, message) => {
    const refusal = { code: 'json.invalid', message: expect.stringMatching(message) };
    await expect(read(text, config)).rejects.toMatchObject(refusal);
  });

  const items = [{ a: 1 }, { a: 2 }];

  test.each<[JsonObject, string[]]>([
    [{}, ['[{"a":1},{"a":2}]']],
    [{ scope: 'each' }, ['{"a":1}', '{"a":2}']],
    [{ layout: 'lines' }, ['{"a":1}\n{"a":2}\n']],
    [{ scope: 'each', indent: 2 }, ['{\n  "a": 1\n}', '{\n  "a": 2\n}']],
  ])('writes with %j', async (config, texts) => {
    const written = await jsonOf(jsonAction, { items, config: { operation: 'to_json', ...config } });
    expect(written.map(({ data }) => data)).toEqual(texts);
  });

  test('links one text with all items, each text with its own', async () => {
    const links = async (scope: string) => {
      const outputs = await outputsOf(jsonAction, { items, config: { operation: 'to_json', scope } });
      return outputs.main?.map(({ from }) => from);
    };
    expect(await links('all')).toEqual([[0, 1]]);
    expect(await links('each')).toEqual([0, 1]);
  });
});
