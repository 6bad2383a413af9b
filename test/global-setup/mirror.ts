import type { IncomingMessage, ServerResponse } from 'node:http';
import { spellings } from '../support/texts/secret-spellings.ts';

/** Headers that clients add by themselves: what they say is no secret. */
const COMMON = /^(host|connection|content-(type|length)|accept|accept-encoding|user-agent|transfer-encoding|cf-.*)$/;

/** What came in a request: the whole of each part, and what is in it. */
function partsOf(request: IncomingMessage, body: string): readonly string[] {
  const url = new URL(request.url ?? '', 'http://target');
  const headers = Object.entries(request.headers).flatMap(([name, value]) => (COMMON.test(name) ? [] : (value ?? [])));
  const words = headers.flatMap((value) => value.split(/[ ,]+/));
  const basic = headers.flatMap((value) =>
    value.startsWith('Basic ') ? [Buffer.from(value.slice(6), 'base64').toString()] : [],
  );
  const quoted = headers.flatMap((value) => [...value.matchAll(/="([^"]*)"/g)].map(([, text = '']) => text));
  const parts = [...headers, ...words, ...basic, ...basic.flatMap((pair) => pair.split(/:(.*)/)), ...quoted];
  return [...new Set([...parts, ...[...url.searchParams].flat(), url.search, body])].filter((part) => part.length >= 8);
}

/** A JSON text with all parts in all spellings: in values, in names, nested, and as numbers where they are digits. */
function whole(parts: readonly string[]): string {
  const said = parts.map((part) => ({ ...spellings(part), nested: [[{ [part]: { deep: [part] } }]] }));
  const digits = parts.filter((part) => /^[1-9]\d+$/.test(part));
  return `{"said":${JSON.stringify(said)},"digits":[${digits.join(',')}],"fraction":[${digits.map((part) => `${part}.5`)}]}`;
}

function plain(parts: readonly string[]): string {
  return parts
    .flatMap((part) => Object.entries(spellings(part)).map(([name, spelt]) => `${name}: ${spelt}`))
    .join('\n');
}

/** What may stand in a status line or a header. */
function inLine(parts: readonly string[]): readonly string[] {
  return parts.flatMap((part) => Object.values(spellings(part))).filter((text) => /^[\x20-\x7e]+$/.test(text));
}

type Reflection = {
  readonly parts: readonly string[];
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};

const JSON_TYPE = { 'content-type': 'application/json' };
const TEXT_TYPE = { 'content-type': 'text/plain; charset=utf-8' };

const WAYS: { readonly [way: string]: (reflection: Reflection) => void } = {
  json: ({ parts, response }) => response.writeHead(200, JSON_TYPE).end(whole(parts)),
  list: ({ parts, response }) =>
    response
      .writeHead(200, JSON_TYPE)
      .end(JSON.stringify(parts.flatMap((part) => Object.values(spellings(part)).map((text) => ({ text }))))),
  text: ({ parts, response }) => response.writeHead(200, TEXT_TYPE).end(plain(parts)),
  garbage: ({ parts, response }) => response.writeHead(200, JSON_TYPE).end(`{${plain(parts)}`),
  file({ parts, response }) {
    const name = encodeURIComponent(`${parts.join(' ').slice(0, 150)}.txt`);
    const headers = {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    };
    response.writeHead(200, headers).end(plain(parts));
  },
  /** A file in UTF-16, as some programs of Windows write it. */
  wide({ parts, response }) {
    const type = { 'content-type': 'application/octet-stream' };
    response.writeHead(200, type).end(Buffer.from(`\ufeff${plain(parts)}`, 'utf16le'));
  },
  headers({ parts, response }) {
    const lines = inLine(parts)
      .slice(0, 60)
      .map((text, index) => [`x-echo-${index}`, text]);
    response.writeHead(200, { ...JSON_TYPE, ...Object.fromEntries(lines) }).end('{}');
  },
  refuse({ parts, response }) {
    response.writeHead(401, inLine(parts).join(' ').slice(0, 2000), TEXT_TYPE).end(plain(parts.toReversed()));
  },
  /** The answer is shown up to a place within what came. */
  cut: ({ parts, response }) =>
    response.writeHead(400, TEXT_TYPE).end(`${'x'.repeat(285)}${parts.find((part) => part.includes('canary'))}`),
  /** To itself, with what came in the new address. */
  bounce({ parts, response }) {
    const query = new URLSearchParams(parts.map((part) => ['echo', part]));
    response.writeHead(302, { location: `json?${query}` }).end();
  },
  /** To where nobody may go, with what came in the address. */
  away({ parts, response }) {
    const query = new URLSearchParams(parts.map((part) => ['echo', part]));
    response.writeHead(302, { location: `http://10.0.0.7/${parts.map(encodeURIComponent).join('/')}?${query}` }).end();
  },
  feed({ parts, response }) {
    const items = parts.map(
      (part, index) =>
        `<item><guid>${index}</guid><title><![CDATA[${part}]]></title><description>${spellings(part).base64_1}</description></item>`,
    );
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    response.end(`<rss version="2.0"><channel><title>F</title>${items.join('')}</channel></rss>`);
  },
};

/** Answers a request with all that came in it, spelt in every way, as `way` says. */
export function mirror(
  way: string,
  { request, body, response }: { request: IncomingMessage; body: string; response: ServerResponse },
): void {
  WAYS[way]?.({ parts: partsOf(request, body), request, response });
}
