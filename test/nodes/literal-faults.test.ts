import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import { configFaults } from '../../src/nodes/config-faults.ts';
import type { NodeDefinition } from '../../src/nodes/define-node.ts';
import { findNode } from '../../src/nodes/registry.ts';
import { createNodeRequest } from '../../src/runner/run/egress-request.ts';
import { createEgress } from '../../src/security/egress/guard.ts';
import type { OutgoingRequest } from '../../src/shared/http-exchange.ts';
import { runNode } from '../support/node-run.ts';

const URL = 'https://example.com';
const EXPRESSION = '{{ $json.x }}';

const egress = createNodeRequest(
  createEgress({
    allowedNetworks: [],
    transport: async () => new Response('{"data":{}}', { headers: { 'content-type': 'application/json' } }),
  }),
);

function respond(request: OutgoingRequest) {
  return egress(request, new AbortController().signal, 'any');
}

function definitionOf(type: string): NodeDefinition<unknown> {
  const definition = findNode(type);
  if (definition === undefined) throw new Error(`no node ${type}`);
  return definition;
}

/** What the node says of this config when it runs; an empty text if it takes it. */
async function refusalOf(type: string, config: JsonObject): Promise<string> {
  try {
    await runNode(definitionOf(type), { config, items: [{}], respond });
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : 'refused';
  }
}

function faultsOf(type: string, config: JsonObject): string[] {
  return configFaults(definitionOf(type), config).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const POST = { url: URL, method: 'POST' };

const REFUSED: readonly (readonly [type: string, config: JsonObject, fault: string | RegExp])[] = [
  [
    'action.respond',
    { headers: { 'Set-Cookie': 'a=b' } },
    /^headers\.Set-Cookie: the header "Set-Cookie" may not be set/,
  ],
  ['action.respond', { headers: { 'set-cookie': EXPRESSION } }, /^headers\.set-cookie: /],
  ['action.respond', { headers: [{ name: 'SET-COOKIE', value: 1 }] }, /^headers\.0\.name: the header "SET-COOKIE"/],
  ['action.respond', { headers: { 'Content-Length': 3 } }, /^headers\.Content-Length: /],
  ['action.respond', { headers: { 'X A': 'a' } }, /^headers\.X A: the header "X A" has a name with/],
  [
    'action.respond',
    { headers: { 'X-A': 'a\nb' } },
    'headers.X-A: the header "X-A" has a value with a character that is not allowed: a line break at position 2',
  ],
  [
    'action.respond',
    { headers: [{ name: 'X-A', value: '☃' }] },
    /^headers\.0\.value: .* one beyond Latin-1 at position 1$/,
  ],
  [
    'action.respond',
    { respond_with: 'json', body: '{"a":' },
    /^body: expected JSON, got the text .* at position 5 \(line 1 column 6\)/,
  ],
  ['action.respond', { respond_with: 'redirect' }, 'redirect_url: expected a URL, got nothing'],
  ['action.respond', { respond_with: 'redirect', redirect_url: 'https://a/\n' }, /^redirect_url: .* a line break/],
  ['action.respond', { wrap_in: '__proto__' }, /^wrap_in: A field cannot be named __proto__/],
  [
    'action.http',
    { url: 'example.com/a?key=secret' },
    'url: "example.com" is not an absolute URL with a host, such as https://example.com/path',
  ],
  ['action.http', { url: 'ftp://example.com/a' }, 'url: only http and https are allowed, got "ftp://example.com"'],
  [
    'action.http',
    { url: 'https://user:secret@example.com' },
    /^url: a URL with a user name or password is not allowed \(host example\.com\)/,
  ],
  ['action.http', { url: URL, headers: { Host: 'a' } }, /^headers\.Host: the header "Host" may not be set/],
  ['action.http', { url: URL, headers: { 'CF-Ray': 'a' } }, /^headers\.CF-Ray: /],
  ['action.http', { url: URL, headers: [{ name: 'X-A', value: 'a\r\nb' }] }, /^headers\.0\.value: /],
  [
    'action.http',
    { url: URL, headers: { 'X-A': ['a', 'b\0'] } },
    /^headers\.X-A: .* a control character at position 2$/,
  ],
  ['action.http', { ...POST, idempotency_header: 'Idempotency Key' }, /^idempotency_header: /],
  ['action.http', { ...POST, content_type: 'text/☃', body: {} }, /^content_type: /],
  ['action.http', { ...POST, body: '{"a": }' }, /^body: expected JSON/],
  ['action.http', { ...POST, body_type: 'form', body: [1] }, 'body: expected names with values, got a list of 1'],
  ['action.http', { ...POST, body_type: 'multipart', body: 'a' }, /^body: expected names with values/],
  ['action.http', { ...POST, body_type: 'binary', body: 'no!' }, /^body: expected base64/],
  [
    'action.http',
    { ...POST, pagination: { mode: 'page_number', parameter: 'a.prototype', place: 'body' } },
    /^pagination\.parameter: A field cannot be named prototype/,
  ],
  ['action.graphql', { url: 'a b', query: '{ a }' }, /^url: /],
  [
    'action.graphql',
    { url: URL, query: '{ a }', variables: '[1]' },
    'variables: expected a JSON object, got the text "[1]"',
  ],
  ['action.graphql', { url: URL, query: '{ a }', headers: { Connection: 'close' } }, /^headers\.Connection: /],
  ['action.rss_read', { url: '/feed' }, /^url: "\/feed" is not an absolute URL/],
  ['action.set', { mode: 'json', json: '[1]' }, 'json: expected a JSON object, got the text "[1]"'],
];

describe('what a node refuses when it runs is refused at a save, if the config tells', () => {
  test.each(REFUSED)('%s %j', async (type, config, fault) => {
    const faults = faultsOf(type, config);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
  });

  test.each(REFUSED.filter(([, config]) => !JSON.stringify(config).includes('{{')))(
    'and the run does refuse it: %s %j',
    async (type, config) => {
      expect(await refusalOf(type, config)).not.toBe('');
    },
  );

  test('so does the answer of a wait', () => {
    expect(faultsOf('logic.wait', { resume: 'webhook', response: { headers: { 'Set-Cookie': 'a' } } })).toEqual([
      expect.stringMatching(/^response\.headers\.Set-Cookie: /),
    ]);
  });

  test.each<[string, JsonObject]>([
    ['action.respond', { headers: { 'X-A': EXPRESSION, 'X-B': null, 'X-C': ['a', EXPRESSION] } }],
    ['action.respond', { headers: EXPRESSION }],
    ['action.respond', { headers: [{ name: EXPRESSION, value: 'a\nb' }] }],
    ['action.respond', { respond_with: 'text', body: '{"a":' }],
    ['action.respond', { respond_with: EXPRESSION, redirect_url: 'a\nb', body: '{' }],
    ['action.respond', { respond_with: 'json', body: '{"a": "{{ $json.a }}"' }],
    ['action.http', { url: `${EXPRESSION}/path` }],
    ['action.http', { url: URL, method: EXPRESSION, body: '{' }],
    ['action.http', { url: URL, idempotency_header: 'a b' }],
    ['action.http', { ...POST, idempotency_header: '' }],
    ['action.http', { ...POST, body_type: 'text', body: '{' }],
    ['action.http', { ...POST, body_type: 'form', body: { a: EXPRESSION } }],
    ['action.http', { ...POST, body_type: 'multipart', body: [{ name: 'f', binary_property: 'data' }] }],
    ['action.http', { ...POST, body_type: 'binary', binary_property: 'data', body: '!' }],
    ['action.graphql', { url: URL, query: '{ a }', variables: ' ' }],
    ['action.graphql', { url: URL, query: '{ a }', variables: `{"a": ${EXPRESSION}}` }],
    ['action.set', { mode: 'fields', json: '[1]' }],
  ])('but not what an expression may still change, or nobody looks at: %s %j', (type, config) => {
    expect(faultsOf(type, config)).toEqual([]);
  });

  const name = fc.oneof(
    fc.constantFrom('Set-Cookie', 'Host', 'Content-Type', 'Via', 'Upgrade', 'NEL', 'cf-x', 'X-A', 'Cookie', 'Location'),
    fc.string({ unit: fc.constantFrom('a', 'B', '-', '_', ' ', ':', 'é', '\n'), minLength: 1, maxLength: 6 }),
  );
  const value = fc.string({ unit: fc.constantFrom('a', ' ', '\t', 'é', '☃', '\n', '\0', '"'), maxLength: 5 });

  test.each(['action.respond', 'action.http'])('%s agrees with itself about headers', async (type) => {
    const config = type === 'action.http' ? { url: URL } : {};
    await fc.assert(
      fc.asyncProperty(name, value, fc.boolean(), async (header, text, pair) => {
        const headers = pair ? [{ name: header, value: text }] : { [header]: text };
        const refused = faultsOf(type, { ...config, headers }).length > 0;
        expect(refused).toBe((await refusalOf(type, { ...config, headers })) !== '');
      }),
      { numRuns: 1000 },
    );
  });

  test('no message holds the value of a header, or what follows the host of a URL', () => {
    const secret = fc.string({ unit: fc.constantFrom(...'ghijk'), minLength: 8, maxLength: 20 });
    fc.assert(
      fc.property(secret, (hidden) => {
        const configs = [
          { url: URL, headers: { 'X-A': `${hidden}\n${hidden}` } },
          { url: `ftp://${hidden}:${hidden}@example.com/${hidden}?${hidden}#${hidden}` },
          { url: `example.com/${hidden}?${hidden}` },
          { url: `https://${hidden}:x@example.com/${hidden}` },
        ];
        for (const config of configs) {
          const faults = faultsOf('action.http', config);
          expect(faults).toHaveLength(1);
          expect(faults[0]).not.toContain(hidden);
        }
      }),
    );
  });
});
