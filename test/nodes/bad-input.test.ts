import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/engine/json.ts';
import type { WorkflowNode } from '../../src/engine/workflow.ts';
import { node, playToEnd } from '../runner/support/play.ts';
import { chain } from '../support/graph.ts';

/** A node with a value by `{{ $json.x }}` that is good in the first item and bad in the second. */
type Case = readonly [type: string, config: JsonObject, good: JsonValue, bad: JsonValue, message: string];

const X = '{{ $json.x }}';
const URL = 'https://example.com';

function condition(type: string, operation: string): JsonObject {
  return { conditions: { conditions: [{ left_value: X, operator: { type, operation }, right_value: 1 }] } };
}

const CASES: readonly Case[] = [
  [
    'action.set',
    { fields: [{ name: 'age', type: 'number', value: X }] },
    1,
    'old',
    'age: expected a number, got the text "old"',
  ],
  ['action.set', { mode: 'json', json: X }, {}, [], 'json: expected record or string, got a list of 0'],
  ['logic.if', condition('number', 'gt'), 1, 'a', 'Condition 1, left_value: expected a number, got the text "a"'],
  [
    'logic.filter',
    condition('number', 'gt'),
    1,
    true,
    'Condition 1, left_value: expected a number, got the boolean true',
  ],
  [
    'logic.switch',
    { mode: 'expression', outputs: 2, output: X },
    1,
    7,
    'output: expected a number from 0 to 1, got the number 7',
  ],
  ['action.http', { url: URL, timeout_ms: X }, 1, 'soon', 'timeout_ms: expected number, got the text "soon"'],
  [
    'action.http',
    { url: URL, method: 'POST', body_type: 'form', body: X },
    {},
    5,
    'body: expected names with values, got the number 5',
  ],
  [
    'action.http',
    { url: URL, method: 'POST', body_type: 'json', body: X },
    {},
    '{',
    `body: expected JSON, got the text "{" (Expected property name or '}' in JSON at position 1 (line 1 column 2)): the value of {{ $json.x }} is no JSON`,
  ],
  [
    'action.graphql',
    { url: URL, query: '{ a }', variables: X },
    {},
    '[1]',
    'variables: expected a JSON object, got the text "[1]"',
  ],
  ['action.rss_read', { url: X }, URL, 5, 'url: expected string, got the number 5'],
  [
    'action.json',
    { operation: 'to_items', text: X },
    '{}',
    '{',
    `text: expected JSON, got the text "{" (Expected property name or '}' in JSON at position 1 (line 1 column 2)): the value of {{ $json.x }} is no JSON`,
  ],
  [
    'action.xml',
    { operation: 'to_json', text: X },
    '<a/>',
    'a',
    `text: expected XML, got the text "a" (char 'a' is not expected (line 1, column 1))`,
  ],
  ['action.csv', { operation: 'to_items', text: X }, 'a', null, 'text: expected string, got null'],
  [
    'action.html',
    { operation: 'extract', text: X, values: [{ name: 'a', selector: 'a' }] },
    '',
    1,
    'text: expected string, got the number 1',
  ],
  ['action.markdown', { operation: 'to_html', text: X }, '', {}, 'text: expected string, got an object'],
  [
    'action.calendar',
    { operation: 'create', title: 't', start: X },
    0,
    'soon',
    'start: expected a date, got the text "soon"',
  ],
  ['action.date_time', { operation: 'extract', date: X }, 0, 'soon', 'date: expected a date, got the text "soon"'],
  [
    'action.crypto',
    { operation: 'random', length: X },
    1,
    0,
    'length: Too small: expected number to be >=1, got the number 0',
  ],
  [
    'action.jwt',
    { operation: 'decode', token: X },
    'e30.e30.',
    'e30.W10.',
    'token: expected three parts with dots between them, got another text',
  ],
  ['action.totp', { secret: X }, 'JBSWY3DPEHPK3PXP', '!', 'secret: expected base32, got another text'],
  [
    'action.remove_duplicates',
    { operation: 'seen_before', keep: 'higher', value: X },
    1,
    'a',
    'value: expected a number, got the text "a"',
  ],
  [
    'action.execution_data',
    { data: [{ key: X }] },
    'a',
    '',
    'data.0.key: Too small: expected string to have >=1 characters, got the text ""',
  ],
  ['action.split_out', { fields: X }, 'a', 5, 'fields: expected array or string, got the number 5'],
  ['action.rename_keys', { keys: [{ from: 'x', to: X }] }, 'a', 5, 'keys.0.to: expected string, got the number 5'],
];

/** The answer of every server in these tests: an empty feed, which is JSON, too. */
const FEED = '{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[]}';

/** start → bad, over two items. */
function graph(bad: WorkflowNode) {
  return { nodes: [node('start', 'trigger.manual'), bad], connections: chain('start → bad') };
}

describe('a node that gets what it cannot use says item, field, expected and got', () => {
  test.each(CASES)('%s %j', async (type, config, good, bad, message) => {
    const respond = () => ({ body: new TextEncoder().encode(FEED) });
    const input = [{ x: good }, { x: bad }];
    const { ending } = await playToEnd(graph(node('bad', type, { config })), { input, respond });
    expect(ending.errorMessage).toBe(`Item 1: ${message}`);
  });
});
