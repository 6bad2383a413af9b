import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { csvAction } from '../../src/nodes/actions/csv.ts';
import { dateTimeAction } from '../../src/nodes/actions/date-time.ts';
import { httpAction } from '../../src/nodes/actions/http.ts';
import { jsonAction } from '../../src/nodes/actions/json.ts';
import { jwtAction } from '../../src/nodes/actions/jwt.ts';
import { removeDuplicatesAction } from '../../src/nodes/actions/remove-duplicates.ts';
import { respondAction } from '../../src/nodes/actions/respond.ts';
import { setAction } from '../../src/nodes/actions/set.ts';
import { sortAction } from '../../src/nodes/actions/sort.ts';
import { splitOutAction } from '../../src/nodes/actions/split-out.ts';
import { summarizeAction } from '../../src/nodes/actions/summarize.ts';
import { xmlAction } from '../../src/nodes/actions/xml.ts';
import { canonicalKey } from '../../src/nodes/values/canonical.ts';
import { describeValue } from '../../src/nodes/values/describe-value.ts';
import { readNumber } from '../../src/numbers/exact-number.ts';
import { parseExactly } from '../../src/numbers/parse-json.ts';
import type { OutgoingRequest } from '../../src/shared/http-exchange.ts';
import { jsonOf, runNode } from '../support/node-run.ts';

const ID = '12345678901234567890';
const NEXT = '12345678901234567891';
const id = readNumber(ID);
const next = readNumber(NEXT);
const items: JsonObject[] = [{ v: next }, { v: 5 }, { v: id }, { v: ID }, { v: readNumber(ID) }];
const text = (value: unknown) => JSON.stringify(value);

function respond(body: string, sent: OutgoingRequest[] = [], status = 200) {
  return (request: OutgoingRequest) => {
    sent.push(request);
    const bytes = new TextEncoder().encode(body);
    return {
      status,
      statusText: 'OK',
      url: request.url,
      headers: { 'content-type': 'application/json' },
      body: bytes,
    };
  };
}

describe('nodes', () => {
  test('sort by all digits', async () => {
    const sorted = await jsonOf(sortAction, { items, config: { mode: 'fields', fields: [{ field: 'v' }] } });
    expect(text(sorted.map(({ v }) => v))).toBe(`[5,${ID},"${ID}",${ID},${NEXT}]`);
  });

  test('remove duplicates by all digits', async () => {
    const kept = await jsonOf(removeDuplicatesAction, {
      items: [{ v: id }, { v: next }, { v: readNumber(ID) }],
      config: { operation: 'within_input' },
    });
    expect(text(kept)).toBe(`[{"v":${ID}},{"v":${NEXT}}]`);
  });

  test('refuse to remember the highest of numbers that would lose digits', async () => {
    const config = { operation: 'seen_before', keep: 'higher', value: id, scope: 'workflow', history_size: 5 };
    await expect(runNode(removeDuplicatesAction, { items: [{}], config })).rejects.toMatchObject({
      code: 'duplicates.number_too_long',
      message: expect.stringContaining(ID),
    });
  });

  test.each([
    ['sum', '37037036703703703676'],
    ['max', NEXT],
    ['min', '5'],
    ['count_unique', '4'],
  ])('summarize: %s', async (aggregation, expected) => {
    const rows = [{ v: next }, { v: 5 }, { v: id }, { v: id }].map((one, row) => ({ ...one, row }));
    const [summary] = await jsonOf(summarizeAction, {
      items: aggregation === 'count_unique' ? [...rows, { v: 6 }] : rows,
      config: { fields: [{ aggregation, field: 'v' }] },
    });
    expect(text(Object.values(summary ?? {})[0])).toBe(expected);
  });

  test('say where an average would lose digits', async () => {
    const config = { fields: [{ aggregation: 'average', field: 'v' }] };
    await expect(runNode(summarizeAction, { items: [{ v: id }, { v: next }], config })).rejects.toThrow(/digits/);
  });

  test('read CSV without a change to long ids', async () => {
    const rows = await jsonOf(csvAction, {
      items: [{}],
      config: {
        operation: 'to_items',
        text: `a,b,c,d\n${ID},1.5,123456789012345.123456789,9007199254740993`,
        detect_types: true,
      },
    });
    expect(rows).toEqual([{ a: ID, b: 1.5, c: '123456789012345.123456789', d: '9007199254740993' }]);
  });

  test('write CSV and XML with all digits', async () => {
    const [csv] = await jsonOf(csvAction, { items: [{ id, n: 1 }], config: { operation: 'to_csv', line_break: 'lf' } });
    expect(csv?.data).toContain(`${ID},1`);
    const [xml] = await jsonOf(xmlAction, {
      items: [{ a: { id, list: [id, next] } }],
      config: { operation: 'to_xml', value: { a: { id, list: [id, next] } }, declaration: false, indent: false },
    });
    expect(text(xml)).toContain(`<a><id>${ID}</id><list>${ID}</list><list>${NEXT}</list></a>`);
  });

  test('read and write JSON, and JSON lines, with all digits', async () => {
    const lines = `{"id":${ID}}\n{"id":1e400}\n${NEXT}\n`;
    const read = await jsonOf(jsonAction, {
      items: [{}],
      config: { operation: 'to_items', layout: 'lines', text: lines },
    });
    expect(text(read)).toBe(`[{"id":${ID}},{"id":1e400},{"data":${NEXT}}]`);
    const [written] = await jsonOf(jsonAction, { items: read, config: { operation: 'to_json', layout: 'lines' } });
    expect(written?.data).toBe(`{"id":${ID}}\n{"id":1e400}\n{"data":${NEXT}}\n`);
    const [indented] = await jsonOf(jsonAction, { items: [{ id }], config: { operation: 'to_json', indent: 1 } });
    expect(indented?.data).toContain(`"id": ${ID}`);
  });

  test('name a number of very many digits as what is wrong', async () => {
    const config = { operation: 'to_items', text: `[${'9'.repeat(3000)}]` };
    await expect(runNode(jsonAction, { items: [{}], config })).rejects.toMatchObject({
      code: 'json.invalid',
      message: expect.stringContaining('2000 digits'),
    });
  });

  test.each([
    ['number', ID, ID],
    ['number', id, ID],
    ['string', id, `"${ID}"`],
    ['object', `{"a":${ID}}`, `{"a":${ID}}`],
    ['array', `[${ID}]`, `[${ID}]`],
  ])('set a field of type %s', async (type, value, expected) => {
    const config = { fields: [{ name: 'a.b', type, value }] };
    const [json] = await jsonOf(setAction, { items: [{ a: id }], config });
    expect(text(json)).toBe(`{"a":{"b":${expected}}}`);
  });

  test('take a number for no object, no list and no date', async () => {
    for (const type of ['object', 'array', 'boolean']) {
      const config = { fields: [{ name: 'a', type, value: id }] };
      await expect(runNode(setAction, { items: [{}], config })).rejects.toMatchObject({ code: 'set.wrong_type' });
    }
    const split = await jsonOf(splitOutAction, { items: [{ list: [id, { a: next }] }], config: { fields: 'list' } });
    expect(text(split)).toBe(`[{"list":${ID}},{"a":${NEXT}}]`);
  });

  test('take a double with more digits for a setting', async () => {
    const config = { operation: 'add', date: '2026-01-01', duration: readNumber('1.5000000000000000'), unit: 'days' };
    await expect(jsonOf(dateTimeAction, { items: [{}], config })).resolves.toHaveLength(1);
    const printed = { ...config, duration: readNumber('0.10000000000000001') };
    await expect(jsonOf(dateTimeAction, { items: [{}], config: printed })).resolves.toHaveLength(1);
    await expect(runNode(dateTimeAction, { items: [{}], config: { ...config, duration: id } })).rejects.toMatchObject({
      code: 'node.config_invalid',
    });
  });

  test('send and read HTTP with all digits', async () => {
    const sent: OutgoingRequest[] = [];
    const got = await jsonOf(httpAction, {
      items: [{}],
      config: {
        method: 'POST',
        url: 'https://api.example.com/',
        query: { id, list: [id, next] },
        headers: [{ name: 'x-id', value: id }],
        body: { id, deep: [next] },
      },
      respond: respond(`{"id":${ID},"n":[1e400,0.5]}`, sent),
    });
    expect(text(got)).toBe(`[{"id":${ID},"n":[1e400,0.5]}]`);
    expect(sent[0]?.url).toContain(`id=${ID}`);
    expect(sent[0]?.headers).toMatchObject({ 'x-id': ID });
    expect(sent[0]?.body).toBe(`{"id":${ID},"deep":[${NEXT}]}`);
  });

  test('go on with a cursor of many digits', async () => {
    const sent: OutgoingRequest[] = [];
    const bodies = [`{"next":${ID}}`, '{"next":null}'];
    const pagination = { mode: 'cursor', field: 'next', parameter: 'after' };
    await jsonOf(httpAction, {
      items: [{}],
      config: { url: 'https://api.example.com/', pagination },
      respond: (request) => respond(bodies[sent.length] ?? '', sent)(request),
    });
    expect(sent.map(({ url }) => url)).toEqual(['https://api.example.com/', `https://api.example.com/?after=${ID}`]);
  });

  test('sign, verify and decode tokens with all digits', async () => {
    const credential = { type: 'jwt', data: { secret: 's'.repeat(64) }, allowedHosts: [] };
    const run = async (config: JsonObject) =>
      (await jsonOf(jwtAction, { items: [{}], config: { output_field: 'result', ...config }, credential }))[0]?.result;
    const token = String(await run({ operation: 'sign', claims: { sub: 'ada', id }, issued_at: false }));
    expect(text(await run({ operation: 'verify', token }))).toBe(`{"sub":"ada","id":${ID}}`);
    expect(text(await run({ operation: 'decode', token }))).toBe(`{"sub":"ada","id":${ID}}`);
  });

  test('answer with all digits', async () => {
    for (const body of [{ id }, `{"id":${ID}}`]) {
      const result = await runNode(respondAction, { items: [{}], config: { respond_with: 'json', body } });
      expect(result).toMatchObject({ response: { body: btoa(`{"id":${ID}}`) } });
    }
  });
});

describe('values', () => {
  test.each([
    ['[12345678901234567890,{"a":1e400}]', '[12345678901234567890,{"a":10E399}]'],
    ['100000000000000000000', '1e20'],
  ])('%s and %s have the same key', (one, other) => {
    expect(canonicalKey(parseExactly(one))).toBe(canonicalKey(parseExactly(other)));
  });

  test('are described', () => {
    expect(describeValue(id)).toBe(`the number ${ID}`);
  });
});
