import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/engine/json.ts';
import type { CredentialSecret } from '../../src/nodes/node-run.ts';
import { findNode } from '../../src/nodes/registry.ts';
import { EgressError } from '../../src/security/egress/errors.ts';
import { createEgress } from '../../src/security/egress/guard.ts';
import type { OutgoingRequest } from '../../src/shared/http-exchange.ts';
import { judgeUrl, shownUrl } from '../../src/shared/outgoing-url.ts';
import { quoteText } from '../../src/shared/text/quote-text.ts';
import { type FakeRun, runNode } from '../support/node-run.ts';

const URL_OF_API = 'https://api.example.com/private/path?key=secret';

async function refusalOf(type: string, fake: FakeRun): Promise<string> {
  const definition = findNode(type);
  if (definition === undefined) throw new Error(`no node ${type}`);
  try {
    await runNode(definition, { items: [{}], ...fake });
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

function answer(text: string, headers: { readonly [name: string]: string } = {}) {
  return () => ({ status: 200, statusText: '', url: URL_OF_API, headers, body: new TextEncoder().encode(text) });
}

function credential(type: string, data: JsonObject): CredentialSecret {
  return { type, data, allowedHosts: [] };
}

const TYPE_JSON = { 'content-type': 'application/json' };
const PAGED = { mode: 'next_url', field: 'next', items_field: 'items' };

describe('a node names what it refuses', () => {
  test.each<[string, FakeRun, string]>([
    [
      'action.http',
      { config: { url: URL_OF_API, response_format: 'json' }, respond: answer('{"a": oops}', TYPE_JSON) },
      'The answer is not JSON (content type application/json): it breaks at position 6 (line 1 column 7)',
    ],
    [
      'action.http',
      { config: { url: URL_OF_API }, credential: credential('basic', { username: 'ada' }) },
      'The credential of type basic cannot be used for a request: it lacks a usable password',
    ],
    [
      'action.http',
      { config: { url: URL_OF_API }, credential: credential('digest', {}) },
      'The digest credential cannot be used: it lacks a usable username, password',
    ],
    [
      'action.http',
      { config: { url: URL_OF_API }, credential: credential('oauth2_client', { client_id: 'a', token_url: 'b' }) },
      'The OAuth 2.0 client cannot be used: it lacks a usable client_secret',
    ],
    [
      'action.http',
      {
        config: { url: URL_OF_API, pagination: PAGED },
        credential: credential('bearer', { token: 'a' }),
        respond: answer('{"items":[],"next":"https://other.example.net/page?key=secret"}', TYPE_JSON),
      },
      'The next page is on another server ("https://other.example.net"), where the credential for "https://api.example.com" must not go',
    ],
    [
      'action.http',
      {
        config: { url: URL_OF_API, pagination: PAGED },
        respond: answer('{"items":[],"next":"http://[/x?key=secret"}', TYPE_JSON),
      },
      'The answer names a next page that is no URL: "http://["',
    ],
    [
      'action.rss_read',
      { config: { url: URL_OF_API }, respond: answer('<html><body>Sign in</body></html>') },
      'The answer of "https://api.example.com" is not an RSS, Atom, RDF or JSON feed',
    ],
    [
      'action.set',
      { config: { fields: [{ name: 'a.constructor.b', value: 1 }] } },
      'A field cannot be named constructor, as in "a.constructor.b"',
    ],
    [
      'action.set',
      { config: { fields: [{ name: 'list[500]', value: 1 }] } },
      'The field name "list[500]" has a position that is not one of its list, nor at most 100 beyond it',
    ],
    [
      'action.set',
      { config: { fields: [{ name: `${'a.'.repeat(149)}b`, value: 1 }] } },
      `The field name "${'a.'.repeat(50).slice(0, 99)}…" has 150 parts, where 100 are allowed`,
    ],
    [
      'logic.wait',
      { config: { resume: 'webhook', authentication: { type: 'credential' } } },
      'authentication: the type credential needs a credential, and the node names none',
    ],
  ])('%s %#', async (type, fake, message) => {
    expect(await refusalOf(type, fake)).toContain(message);
  });

  test('and quotes no more than a hundred characters of it', async () => {
    const long = fc.string({ unit: fc.constantFrom('a', 'b', '(', '['), minLength: 200, maxLength: 1_000 });
    await fc.assert(
      fc.asyncProperty(long, async (text) => {
        const pattern = { left_value: 'x', operator: { type: 'string', operation: 'regex' }, right_value: text };
        const messages = [
          await refusalOf('logic.if', { config: { conditions: { conditions: [pattern] } } }),
          await refusalOf('action.respond', { config: { headers: { [`${text} `]: 'a' } } }),
          await refusalOf('action.respond', { config: { respond_with: 'json', body: text } }),
          await refusalOf('action.date_time', { config: { operation: 'format', date: 0, format: text.slice(0, 500) } }),
        ];
        for (const message of messages) expect(message.length).toBeLessThan(500);
      }),
    );
  });
});

describe('the way out names the host that it is about', () => {
  async function egressMessage(request: Partial<OutgoingRequest>, fetches: () => Promise<Response>): Promise<string> {
    const egress = createEgress({
      allowedNetworks: [],
      transport: fetches,
      maxBytes: 10,
      deadline: () => AbortSignal.abort(),
    });
    const patient = createEgress({
      allowedNetworks: [],
      transport: fetches,
      maxBytes: 10,
      deadline: () => new AbortController().signal,
    });
    const send = request.timeoutMs === undefined ? patient : egress;
    try {
      await send({ method: 'GET', url: URL_OF_API, headers: {}, ...request }, new AbortController().signal);
      return '';
    } catch (error) {
      return error instanceof EgressError ? error.message : String(error);
    }
  }

  const redirects = async () => new Response(null, { status: 302, headers: { location: URL_OF_API } });
  const breaks = () => Promise.reject(new Error('broken'));

  test.each<[string, Partial<OutgoingRequest>, () => Promise<Response>]>([
    ['no answer in time from "https://api.example.com" (7 ms)', { timeoutMs: 7 }, breaks],
    ['the connection failed to "https://api.example.com"', {}, breaks],
    ['more than 10 redirects, from "https://api.example.com"', {}, redirects],
    ['the response of "https://api.example.com" is larger than 10 bytes', {}, async () => new Response('x'.repeat(20))],
    ['the HTTP method "TRACE" is not allowed', { method: 'TRACE' }, breaks],
    ['the header "Host" may not be set', { headers: { Host: 'a' } }, breaks],
    ['the header "X A" has a name with a character that is not allowed', { headers: { 'X A': 'secret' } }, breaks],
    ['a line break at position 7', { headers: { 'X-A': 'secret\nx' } }, breaks],
  ])('%s', async (message, request, fetches) => {
    const said = await egressMessage(request, fetches);
    expect(said).toContain(message);
    expect(said).not.toContain('secret');
    expect(said).not.toContain('private');
  });

  test('never the user, the path or the query of a URL', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ghijk'), minLength: 6, maxLength: 12 });
    const url = fc.tuple(fc.constantFrom('https://', 'http://', 'ftp://', 'htp:/', '', '//'), word, word, word);
    fc.assert(
      fc.property(url, fc.boolean(), ([scheme, user, path, query], hasUser) => {
        const text = `${scheme}${hasUser ? `${user}:${user}@` : ''}host.example/${path}?${query}#${query}`;
        const judged = judgeUrl(text, URL.parse(text));
        const messages = [shownUrl(text), judged.type === 'fault' ? judged.message : ''];
        for (const secret of [user, path, query]) expect(messages.join()).not.toContain(secret);
        expect(shownUrl(text)).toContain('host.example');
      }),
    );
  });
});

test('quoteText shows control characters as escapes, and a hundred characters at most', () => {
  expect(quoteText('a\nb')).toBe('"a\\nb"');
  expect(JSON.parse(quoteText('x'.repeat(500)))).toHaveLength(100);
});
