import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import type { IncomingResponse } from '../../src/shared/http-exchange.ts';
import { node, playToEnd } from '../runner/support/play.ts';
import { chain } from '../support/graph.ts';

const SECRET = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
const URL_OF_API = 'https://api.example.com';

/** Nodes that ask a server, with the kind of answer that makes each of them say something of it. */
const ASKERS: readonly (readonly [type: string, config: JsonObject])[] = [
  ['action.http', { url: URL_OF_API }],
  ['action.http', { url: URL_OF_API, response_format: 'json' }],
  ['action.http', { url: URL_OF_API, pagination: { mode: 'next_url', field: 'next', items_field: 'items' } }],
  ['action.graphql', { url: URL_OF_API, query: '{ a }' }],
  ['action.rss_read', { url: URL_OF_API }],
];

async function messageOf([type, config]: (typeof ASKERS)[number], answer: Partial<IncomingResponse>): Promise<string> {
  const asker = node('ask', type, { config, credentials: 'c-1' });
  const drawn = { nodes: [node('start', 'trigger.manual'), asker], connections: chain('start → ask') };
  const credential = { type: 'bearer', data: { token: SECRET }, allowedHosts: [] };
  const { ending } = await playToEnd(drawn, { credential, respond: () => ({ url: URL_OF_API, ...answer }) });
  return ending.errorMessage ?? '';
}

/** Whether a text holds eight characters of the secret in a row. */
function holdsPart(text: string): boolean {
  return Array.from(SECRET.slice(7)).some((_character, start) => text.includes(SECRET.slice(start, start + 8)));
}

describe('no message holds a part of a secret that a server sends back, wherever it is cut', () => {
  const filler = fc.integer({ min: 0, max: 520 }).map((length) => 'x'.repeat(length));
  const makers: readonly ((before: string) => Partial<IncomingResponse>)[] = [
    (before) => ({ status: 401, body: bytes(`${before}${SECRET}${before}`) }),
    (before) => ({ body: bytes(`${before}${SECRET}" oops`) }),
    (before) => ({ body: bytes(`{"a": "${before}${SECRET}" oops}`) }),
    (before) => ({ body: bytes(JSON.stringify({ errors: [{ message: `${before}${SECRET}` }] })) }),
    (before) => ({ body: bytes(JSON.stringify({ items: `${before}${SECRET}` })) }),
    (before) => ({ body: bytes(JSON.stringify({ items: [], next: `http://[${before}${SECRET}/` })) }),
    (before) => ({ body: bytes(JSON.stringify({ items: [], next: `https://other.example/${before}${SECRET}` })) }),
    (before) => ({ body: bytes('oops'), headers: { 'content-type': `application/json; x=${before}${SECRET}` } }),
    (before) => ({ body: bytes('oops'), headers: { 'content-type': `text/plain; charset=${before}${SECRET}` } }),
  ];

  function bytes(text: string): Uint8Array {
    return new TextEncoder().encode(text);
  }

  test.each(ASKERS)('%s %j', async (...asker) => {
    await fc.assert(
      fc.asyncProperty(filler, fc.constantFrom(...makers), async (before, make) => {
        expect(holdsPart(await messageOf(asker, make(before)))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('but it does say what the server answered', async () => {
    const message = await messageOf(['action.http', { url: URL_OF_API }], {
      status: 401,
      body: bytes('x'.repeat(500)),
    });
    expect(message).toMatch(/^Item 0: The server answered 401: x+…$/);
  });
});
