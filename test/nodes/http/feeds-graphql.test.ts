import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/engine/json.ts';
import { graphqlAction } from '../../../src/nodes/actions/graphql.ts';
import { rssReadAction } from '../../../src/nodes/actions/rss-read.ts';
import { createCatalog } from '../../../src/nodes/registry.ts';
import type { IncomingResponse, OutgoingRequest } from '../../../src/shared/http-exchange.ts';
import { type FakeRun, jsonOf } from '../../support/node-run.ts';

function answer(text: string, status = 200): IncomingResponse {
  return { status, statusText: '', url: 'https://example.com/', headers: {}, body: new TextEncoder().encode(text) };
}

/** A fake network that gives one answer and records the requests. */
function network(response: IncomingResponse): { sent: OutgoingRequest[]; fake: FakeRun } {
  const sent: OutgoingRequest[] = [];
  const respond = (request: OutgoingRequest) => {
    sent.push(request);
    return response;
  };
  return { sent, fake: { items: [{}], respond } };
}

const RSS = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>T</title><link>https://example.com</link><description>D</description>
<item><title>A &amp; B</title><link>https://example.com/1</link><description>&lt;p&gt;Hello &lt;b&gt;you&lt;/b&gt;&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Long</p>]]></content:encoded><dc:creator>Ada</dc:creator><guid>g1</guid>
<category>x</category><category>y</category><pubDate>Wed, 04 Mar 2026 05:06:07 GMT</pubDate>
<enclosure url="https://example.com/a.mp3" length="5" type="audio/mpeg"/></item>
<item><title>Second</title></item></channel></rss>`;

const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>f</id><updated>2026-01-01T00:00:00Z</updated>
<entry><title>x</title><id>1</id><link href="https://example.com/self" rel="self"/><link href="https://example.com/x"/>
<updated>2026-01-02T00:00:00Z</updated><author><name>Ada</name></author><category term="c"/><summary>s</summary></entry></feed>`;

const RDF = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="c"><title>T</title><link>l</link><description>d</description></channel>
<item rdf:about="i1"><title>x</title><link>https://example.com/x</link><dc:date>2026-01-02T00:00:00Z</dc:date></item></rdf:RDF>`;

const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'T',
  items: [
    {
      id: '1',
      url: 'https://example.com/x',
      content_html: '<p>x</p>',
      date_published: '2026-01-02T00:00:00Z',
      tags: ['t'],
    },
  ],
});

describe('action.rss_read', () => {
  const config = { url: 'https://example.com/feed' };
  const read = (text: string, extra: JsonObject = {}) =>
    jsonOf(rssReadAction, { ...network(answer(text)).fake, config: { ...config, ...extra } });

  test('reads RSS 2.0 with the fields that n8n gives it', async () => {
    expect(await read(RSS)).toEqual([
      {
        title: 'A & B',
        link: 'https://example.com/1',
        pubDate: 'Wed, 04 Mar 2026 05:06:07 GMT',
        isoDate: '2026-03-04T05:06:07.000Z',
        creator: 'Ada',
        content: '<p>Hello <b>you</b></p>',
        'content:encoded': '<p>Long</p>',
        contentSnippet: 'Hello you',
        guid: 'g1',
        categories: ['x', 'y'],
        enclosure: { url: 'https://example.com/a.mp3', type: 'audio/mpeg', length: 5 },
      },
      { title: 'Second', categories: [] },
    ]);
  });

  test.each([
    [
      'Atom',
      ATOM,
      { title: 'x', link: 'https://example.com/x', creator: 'Ada', content: 's', guid: '1', categories: ['c'] },
    ],
    ['RDF', RDF, { title: 'x', link: 'https://example.com/x', isoDate: '2026-01-02T00:00:00.000Z', guid: 'i1' }],
    ['a JSON feed', JSON_FEED, { link: 'https://example.com/x', contentSnippet: 'x', guid: '1', categories: ['t'] }],
  ])('reads %s', async (_what, text, entry) => {
    expect(await read(text)).toMatchObject([{ isoDate: '2026-01-02T00:00:00.000Z', ...entry }]);
  });

  test.each([
    [
      '<description>&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b &amp;amp; c&lt;/p&gt;&lt;script&gt;d&lt;/script&gt;</description>',
      'a\nb & c',
    ],
    ['<description>a &lt;br&gt; b</description>', 'a\nb'],
  ])('makes a text of %s', async (description, contentSnippet) => {
    const feed = `<rss version="2.0"><channel><title>t</title><item><title>x</title>${description}</item></channel></rss>`;
    expect(await read(feed)).toMatchObject([{ contentSnippet }]);
  });

  test('leaves plain text as it is', async () => {
    const version = 'https://jsonfeed.org/version/1.1';
    const json = { version, title: 't', items: [{ id: '1', content_text: 'a <b> c < d' }] };
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>t</title><entry><id>1</id><title>x</title>
      <content type="text">a &lt;b&gt; c &lt; d</content></entry></feed>`;
    for (const feed of [JSON.stringify(json), atom]) {
      expect(await read(feed)).toMatchObject([{ contentSnippet: 'a <b> c < d' }]);
    }
  });

  test('reads no more entries than told', async () => {
    expect(await read(RSS, { max_entries: 1 })).toHaveLength(1);
  });

  test('asks for feeds, with headers and credential', async () => {
    const { sent, fake } = network(answer(RSS));
    const credential = { type: 'bearer', data: { token: 's' }, allowedHosts: ['example.com'] };
    await jsonOf(rssReadAction, { ...fake, credential, config: { ...config, headers: { 'X-A': '1' } } });
    expect(sent).toMatchObject([
      { method: 'GET', headers: { authorization: 'Bearer s', 'x-a': '1' }, allowedHosts: ['example.com'] },
    ]);
    expect(sent[0]?.headers.accept).toContain('application/rss+xml');
  });

  test.each([
    [
      'an entry and its feed',
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/feeds/"><title>T</title><id>i</id>
<entry xml:base="2026/"><title>x</title><id>1</id><link href="a?b=c&amp;d"/><link rel="enclosure" href="/f.mp3"/></entry></feed>`,
      { link: 'https://b.example/feeds/2026/a?b=c&d', enclosure: { url: 'https://b.example/f.mp3' } },
    ],
    [
      'the root of RSS',
      `<rss version="2.0" xml:base="https://b.example/r/"><channel xml:base="c/"><title>T</title><link>https://b.example</link>
<description>D</description><item xml:base="../i/"><title>x</title><link>a</link></item></channel></rss>`,
      { link: 'https://b.example/r/i/a' },
    ],
    [
      'the feed alone',
      `<rss version="2.0"><channel><title>T</title><link>https://b.example</link><description>D</description>
<item><title>x</title><link>/a</link></item></channel></rss>`,
      { link: 'https://example.com/a' },
    ],
    [
      'nothing where links are whole',
      `<rss version="2.0" xml:base="https://b.example/"><channel><title>T</title><link>https://b.example</link>
<description>D</description><item><title>x</title><link>HTTPS://c.example</link></item></channel></rss>`,
      { link: 'HTTPS://c.example' },
    ],
  ])('counts links from %s', async (_what, text, expected) => {
    expect((await read(text))[0]).toMatchObject(expected);
  });

  test('expands no entities', async () => {
    const bomb = RSS.replace('<rss', '<!DOCTYPE rss [<!ENTITY x "boom">]><rss').replace('Second', '&x;');
    expect((await read(bomb))[1]?.title).toBe('&x;');
  });

  test.each(['hello', '<html></html>', '{}', ''])('refuses %j', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'rss.not_a_feed', item: 0 });
  });

  test('fails as the server does', async () => {
    await expect(jsonOf(rssReadAction, { ...network(answer('', 503)).fake, config })).rejects.toMatchObject({
      code: 'http.server_error',
      retryable: true,
    });
  });
});

describe('action.graphql', () => {
  const query = '{ a }';
  const ask = async (config: JsonObject, text = '{"data":{"a":1}}') => {
    const { sent, fake } = network(answer(text));
    const items = await jsonOf(graphqlAction, {
      ...fake,
      config: { url: 'https://example.com/graphql', query, ...config },
    });
    return { items, sent: sent[0] };
  };

  test('sends the query as JSON and brings the answer', async () => {
    const { items, sent } = await ask({ variables: { id: 1 }, operation_name: 'Q' });
    expect(items).toEqual([{ data: { a: 1 } }]);
    expect(sent).toMatchObject({
      method: 'POST',
      body: '{"query":"{ a }","variables":{"id":1},"operationName":"Q"}',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': 'key-0' },
    });
  });

  test('sends the query in the URL', async () => {
    const { sent } = await ask({ method: 'GET', variables: '{"id":1}' });
    expect(sent?.url).toBe('https://example.com/graphql?query=%7B%20a%20%7D&variables=%7B%22id%22%3A1%7D');
    expect(sent?.body).toBeUndefined();
  });

  test('puts out the answer as text if told so', async () => {
    expect((await ask({ response_format: 'text', output_field: 'raw' })).items).toEqual([{ raw: '{"data":{"a":1}}' }]);
  });

  test.each([
    [
      '{"errors":[{"message":"no such field"},{}],"data":null}',
      'graphql.errors',
      'The server answered: no such field; ?',
    ],
    ['<html>', 'graphql.not_json', 'The answer is not JSON'],
  ])('fails for %s', async (text, code, message) => {
    const failure = { code, message: expect.stringContaining(message), item: 0 };
    await expect(ask({}, text)).rejects.toMatchObject(failure);
  });

  test('fails for variables that are no object', async () => {
    await expect(ask({ variables: '[1]' })).rejects.toMatchObject({ code: 'graphql.bad_variables' });
    expect((await ask({ variables: '' })).sent?.body).toBe('{"query":"{ a }"}');
  });

  test.each([
    ['{ a }', 'read'],
    ['query Q { a }', 'read'],
    ['mutation { a }', 'write'],
    ['query A { a } mutation B { b }', 'write'],
    ['{{ $json.query }}', 'write'],
    [undefined, 'write'],
  ])('with the query %j does %s', (text, effect) => {
    const config = text === undefined ? {} : { query: text };
    const node = { id: 'n', name: 'n', type: 'action.graphql', config };
    expect(createCatalog().traits(node)?.effect).toBe(effect);
  });
});
