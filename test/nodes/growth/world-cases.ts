import type { JsonObject, JsonValue } from '../../../src/engine/json.ts';
import {
  answering,
  fieldsOf,
  type GrowthCase,
  type GrowthCases,
  nestedIn,
  textFile,
  times,
  withConfig,
} from './case.ts';

const URL = 'https://example.com/';
const many = (size: number) => times(size, (id) => ({ id }));

function sending(name: string, config: (size: number) => JsonObject, more: Partial<GrowthCase> = {}): GrowthCase {
  return {
    name,
    of: (size) => ({ config: { url: URL, ...config(size) }, items: [{}], respond: answering({}) }),
    ...more,
  };
}

function reading(
  name: string,
  body: (size: number) => string | JsonValue,
  config: JsonObject = {},
  more: Partial<GrowthCase> = {},
): GrowthCase {
  return {
    name,
    of: (size) => ({ config: { url: URL, ...config }, items: [{}], respond: answering(body(size)) }),
    ...more,
  };
}

/** Headers that another server sends. */
function answered(
  name: string,
  headers: (size: number) => { readonly [name: string]: string },
  config: JsonObject = {},
): GrowthCase {
  return {
    name,
    of: (size) => ({ config: { url: URL, ...config }, items: [{}], respond: answering('a', headers(size)) }),
  };
}

const LINKS = ['<a>; rel="x", ', '<', '<a>;', '; rel="', '<a>; a="', ' next', '>;rel=next', '<>;a=b;'];
const CHALLENGES = ['a="b", ', 'a="', 'a= ', '\\"', 'Digest ', 'a', 'a="\\', ','];

function challenged(part: string): GrowthCase {
  return {
    name: `a challenge of ${part}`,
    of: (size) => ({
      config: { url: URL },
      items: [{}],
      credential: { type: 'digest', data: { username: 'a', password: 'b' }, allowedHosts: [] },
      respond: () => ({
        ...answering('a', { 'www-authenticate': `Digest ${part.repeat(size / part.length)}` })(),
        status: 401,
      }),
    }),
    fails: 'http.client_error',
    mayFail: 'http.digest_unsupported',
  };
}

const FEEDS = [
  ['<rss version="2.0"><channel><title>t</title>', '<item><title>a</title></item>', '</channel></rss>'],
  [
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>',
    '<entry><id>1</id><title>a</title></entry>',
    '</feed>',
  ],
  ['<rss version="2.0"><channel><title>t</title><item><title>', '&amp;', '</title></item></channel></rss>'],
  ['<rss version="2.0"><channel><title>t</title><item>', '<category>a</category>', '</item></channel></rss>'],
] as const;
const NO_FEEDS = ['<a>', '<', '<!--', '&', 'a', '<![CDATA[', '{"version":'];

const MAIL = { from: 'a@b.c', to: 'a@b.c', subject: 's', text: 't' };
const ADDRESSES = ['a@b.c,', '"\\"', '"', '<', 'a <', 'a.', '@', '"a" ', '(', ',"', '\\', 'é.'];

function mail(name: string, config: (size: number) => JsonObject, more: Partial<GrowthCase> = {}): GrowthCase {
  return { name, of: (size) => ({ config: { ...MAIL, ...config(size) }, items: [{}], kept: [] }), ...more };
}

const PROVIDERS = ['resend', 'postmark', 'sendgrid', 'mailgun', 'brevo'];

export const WORLD_CASES: GrowthCases = {
  'action.http': [
    sending('many parameters', (size) => ({ query: fieldsOf(size, String) })),
    sending('a parameter with many values', (size) => ({
      query: { a: times(Math.min(size, 1000), String) },
      query_lists: 'indices',
    })),
    sending('many headers', (size) => ({ headers: fieldsOf(size, String) })),
    sending('a long host', (size) => ({
      url: `https://${String.fromCharCode(...times(size, (index) => 0x4e00 + index))}.com/`,
    })),
    sending('a longer host', (size) => ({ url: `https://${'é'.repeat(1000 + size)}.com/` }), {
      fails: 'egress.invalid_url',
    }),
    sending('a long path', (size) => ({ url: `${URL}${'a/../'.repeat(size)}`, query: { a: 1 } })),
    ...['json', 'form', 'multipart'].map((body_type) =>
      sending(body_type, (size) => ({ method: 'POST', body_type, body: fieldsOf(size, () => 'é&=') })),
    ),
    sending('many parts', (size) => ({
      method: 'POST',
      body_type: 'multipart',
      body: times(size, (id) => ({ name: `k${id}`, value: [id] })),
    })),
    sending('a JSON text', (size) => ({ method: 'POST', body: `[${'1,'.repeat(size)}1]` })),
    sending('base64', (size) => ({ method: 'POST', body_type: 'binary', body: 'aaaa'.repeat(size) })),
    reading('many items', many),
    reading('a deep body', (size) => nestedIn(150, times(size, String))),
    reading('a body that is no JSON', (size) => `"${'\\'.repeat(size)}`),
    ...LINKS.map((part) =>
      answered(`links of ${part}`, (size) => ({ link: part.repeat(size / part.length) }), {
        pagination: { mode: 'link_header', max_pages: 2 },
      }),
    ),
    ...['filename="', 'filename=', '";', '"'].map((part) =>
      answered(`a file name of ${part}`, (size) => ({
        'content-type': 'image/png',
        'content-disposition': part.repeat(size / part.length),
      })),
    ),
    ...['charset=', 'text/', '; ', '+json'].map((part) =>
      answered(`a content type of ${part}`, (size) => ({ 'content-type': part.repeat(size / part.length) })),
    ),
    ...CHALLENGES.map(challenged),
    {
      name: 'pages',
      of: (size) => ({
        config: { url: URL, pagination: { mode: 'page_number', parameter: 'p', max_pages: Math.min(1000, size) } },
        items: [{}],
        respond: answering([{ id: 1 }]),
      }),
      size: 30,
    },
    {
      name: 'pages with a cursor in the body',
      of: (size) => ({
        config: {
          url: URL,
          method: 'POST',
          body: {},
          pagination: {
            mode: 'cursor',
            field: 'next',
            items_field: 'list',
            parameter: 'a.b',
            place: 'body',
            max_pages: Math.min(1000, size),
          },
        },
        items: [{}],
        respond: answering({ next: 'x', list: [1, 2] }),
      }),
      size: 30,
    },
    { name: 'many requests', of: (size) => ({ config: { url: URL }, items: many(size), respond: answering({}) }) },
  ],
  'action.respond': [
    ...['first_item', 'all_items'].map(
      (respond_with): GrowthCase => ({
        name: respond_with,
        of: (size) => ({ config: { respond_with, wrap_in: 'a.b' }, items: many(size) }),
      }),
    ),
    withConfig('a text', (size) => ({ respond_with: 'text', body: 'é'.repeat(size) })),
    withConfig('a JSON text', (size) => ({ respond_with: 'json', body: `[${'1,'.repeat(size)}1]` })),
    withConfig('many headers', (size) => ({ headers: fieldsOf(size, String) })),
    {
      name: 'a file',
      of: (size) => ({
        config: { respond_with: 'binary' },
        inputs: { main: [{ json: {}, binary: { data: textFile('a'.repeat(size)) } }] },
      }),
    },
  ],
  'action.rss_read': [
    ...FEEDS.map(([before, part, after]) =>
      reading(part, (size) => `${before}${part.repeat(Math.ceil(size / part.length))}${after}`),
    ),
    ...NO_FEEDS.map((part) =>
      reading(part, (size) => part.repeat(size / part.length), {}, { fails: 'rss.not_a_feed' }),
    ),
    reading('a JSON feed', (size) => ({
      version: 'https://jsonfeed.org/version/1.1',
      title: 't',
      items: times(size, (id) => ({ id: String(id), content_text: 'a' })),
    })),
  ],
  'trigger.rss': [
    ...FEEDS.map(([before, part, after]) =>
      reading(part, (size) => `${before}${part.repeat(Math.ceil(size / part.length))}${after}`),
    ),
    { name: 'many entries', of: (size) => ({ config: { url: URL }, items: [], trigger: { input: many(size) } }) },
  ],
  'action.graphql': [
    reading('many answers', many, { query: '{ a }' }),
    reading(
      'many errors',
      (size) => ({ errors: times(size, () => ({ message: 'x' })) }),
      { query: '{ a }' },
      { fails: 'graphql.errors' },
    ),
    sending('a long query', (size) => ({ query: 'mutation '.repeat(size / 9), variables: fieldsOf(size, String) })),
    sending('a query to get', (size) => ({
      method: 'GET',
      query: '{ a }'.repeat(size / 5),
      variables: fieldsOf(size, String),
    })),
  ],
  'action.send_email': [
    ...ADDRESSES.map((part, index) =>
      mail(
        `addresses of ${part}`,
        (size) => ({ to: part.repeat(size / part.length) }),
        index === 0 ? {} : { fails: 'email.bad_address', mayFail: 'email.bad_address' },
      ),
    ),
    mail('a list of addresses', (size) => ({ to: times(Math.min(size, 1000), (id) => `"A, B" <a${id}@b.c>`) })),
    mail('long texts', (size) => ({ text: 'a\n'.repeat(size), html: '<b>'.repeat(size) })),
    ...PROVIDERS.map(
      (provider): GrowthCase => ({
        name: provider,
        of: (size) => ({
          config: {
            ...MAIL,
            to: times(Math.min(size, 1000), () => 'a@b.c'),
            text: 'é'.repeat(size),
            attachments: ['data'],
          },
          inputs: { main: [{ json: {}, binary: { data: textFile('a'.repeat(size)) } }] },
          credential: { type: 'mail', data: { provider, api_key: 'k'.repeat(20), domain: 'b.c' }, allowedHosts: [] },
          respond: answering({ id: '1' }),
        }),
      }),
    ),
  ],
};
