import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { aggregateAction } from '../../src/nodes/actions/aggregate.ts';
import { csvAction } from '../../src/nodes/actions/csv.ts';
import { graphqlAction } from '../../src/nodes/actions/graphql.ts';
import { htmlAction } from '../../src/nodes/actions/html.ts';
import { httpAction } from '../../src/nodes/actions/http.ts';
import { respondAction } from '../../src/nodes/actions/respond.ts';
import { summarizeAction } from '../../src/nodes/actions/summarize.ts';
import { xmlAction } from '../../src/nodes/actions/xml.ts';
import type { OutgoingRequest } from '../../src/shared/http-exchange.ts';
import { jsonOf, outputsOf, runNode } from '../support/node-run.ts';

function answer(text: string, status = 200) {
  return { status, statusText: '', url: 'https://example.com', headers: {}, body: new TextEncoder().encode(text) };
}

describe('options that peers have', () => {
  test('CSV takes quotes that do not match, if told so', async () => {
    const items = [{}];
    const config = { operation: 'to_items', text: 'a,b\n1,"2' };
    await expect(jsonOf(csvAction, { items, config })).rejects.toMatchObject({ code: 'csv.invalid' });
    expect(await jsonOf(csvAction, { items, config: { ...config, relax_quotes: true } })).toHaveLength(1);
  });

  test('Aggregate keeps the same file once, if told so', async () => {
    const file = { data: 'AA==', mime_type: 'a/b' };
    const inputs = { main: [file, { ...file }, { ...file, data: 'AQ==' }].map((f) => ({ json: {}, binary: { f } })) };
    const names = async (unique: boolean) => {
      const config = { mode: 'all', include_binary: true, unique_binary: unique };
      return Object.keys((await outputsOf(aggregateAction, { inputs, config })).main?.[0]?.binary ?? {});
    };
    expect([await names(false), await names(true)]).toEqual([
      ['f', 'f_1', 'f_2'],
      ['f', 'f_1'],
    ]);
  });

  test.each<[JsonObject, string]>([
    [{ respond_with: 'first_item', wrap_in: 'data' }, '{"data":{"n":1}}'],
    [{ respond_with: 'all_items', wrap_in: 'a.b' }, '{"a":{"b":[{"n":1},{"n":2}]}}'],
  ])('Respond puts items in a field: %j', async (config, body) => {
    const result = await runNode(respondAction, { items: [{ n: 1 }, { n: 2 }], config });
    expect(result).toMatchObject({ response: { body: btoa(body) } });
  });

  test('GraphQL sends the query alone, if told so', async () => {
    const sent: OutgoingRequest[] = [];
    const respond = (request: OutgoingRequest) => {
      sent.push(request);
      return answer('{}');
    };
    const config = { url: 'https://example.com', query: '{ a }', request_format: 'graphql' };
    await jsonOf(graphqlAction, { items: [{}], config, respond });
    expect(sent[0]).toMatchObject({ body: '{ a }', headers: { 'content-type': 'application/graphql' } });
  });

  test('XML makes one blank of white space, if told so', async () => {
    const config = { operation: 'to_json', text: '<a>x\n  y</a>', collapse_spaces: true };
    expect(await jsonOf(xmlAction, { items: [{}], config })).toEqual([{ a: 'x y' }]);
  });

  test('Summarise fails for a field that no item has, if told so', async () => {
    const fields = [{ aggregation: 'sum', field: 'total' }];
    const items = [{ n: 1 }];
    await expect(jsonOf(summarizeAction, { items, config: { fields, require_fields: true } })).rejects.toMatchObject({
      code: 'summarize.no_field',
      message: 'total: expected a value in some item, got nothing',
    });
    expect(await jsonOf(summarizeAction, { items, config: { fields } })).toEqual([{ sum_total: 0 }]);
  });

  test('HTML gives a table attributes, which cannot break out', async () => {
    const attributes = { table: { class: 'a"><script>' }, header: {}, row: { id: 'r' }, cell: {} };
    const [made] = await jsonOf(htmlAction, { items: [{ n: 1 }], config: { operation: 'table', attributes } });
    expect(made?.table).toBe(
      '<table class="a&quot;&gt;&lt;script&gt;"><thead><tr id="r"><th>n</th></tr></thead><tbody><tr id="r"><td>1</td></tr></tbody></table>',
    );
    const bad = { operation: 'table', attributes: { ...attributes, cell: { 'x onclick=a': '' } } };
    await expect(jsonOf(htmlAction, { items: [{}], config: bad })).rejects.toMatchObject({
      code: 'node.config_invalid',
    });
  });

  test('HTTP ends its pages at a status, if told so', async () => {
    const pages = [answer('[{"n":1}]'), answer('[{"n":2}]'), answer('no more', 404)];
    const paged = async (stop_at_statuses: readonly number[]) => {
      const left = [...pages];
      const pagination = { mode: 'page_number', parameter: 'page', stop_at_statuses };
      const respond = () => left.shift() ?? answer('[]');
      return jsonOf(httpAction, { items: [{}], config: { url: 'https://example.com', pagination }, respond });
    };
    expect(await paged([404])).toEqual([{ n: 1 }, { n: 2 }]);
    await expect(paged([])).rejects.toMatchObject({ code: 'http.client_error' });
  });
});
