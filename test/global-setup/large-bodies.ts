import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const CHUNK = 64 * 1024;

/** Bytes that differ from place to place. */
export function patternAt(offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (offset + at) % 251;
  return bytes;
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

async function sendBytes(response: ServerResponse, length: number): Promise<void> {
  for (let sent = 0; sent < length && !response.destroyed; sent += CHUNK) {
    const isFlushed = response.write(patternAt(sent, Math.min(CHUNK, length - sent)));
    if (!isFlushed) await drained(response);
  }
}

type Large = (argument: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What is too large to be kept as a text. */
export const LARGE: { readonly [action: string]: Large } = {
  /** So many bytes of a pattern, announced. */
  async bytes(argument, _request, response) {
    const disposition = 'attachment; filename="big.zip"';
    response.writeHead(200, {
      'content-type': 'application/zip',
      'content-disposition': disposition,
      'content-length': argument,
    });
    await sendBytes(response, Number(argument));
    response.end();
  },
  /** The same without an announcement, under a name that means harm. */
  async unannounced(argument, _request, response) {
    const name = encodeURIComponent('../../etc/"pa\r\nX-Injected: 1;ss\u00fc<wd>.html');
    response.writeHead(200, {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    });
    await sendBytes(response, Number(argument));
    response.end();
  },
  /** Announces so many bytes, and hangs up after most of them. */
  async torn(argument, _request, response) {
    response.writeHead(200, { 'content-type': 'application/zip', 'content-length': argument });
    await sendBytes(response, Math.floor(Number(argument) * 0.9));
    response.destroy();
  },
  /** Reads a body, and says how it came, how long it was, and its hash. */
  async weigh(_argument, request, response) {
    const hash = createHash('sha256');
    let length = 0;
    for await (const chunk of request) {
      hash.update(chunk);
      length += chunk.length;
    }
    const { 'content-length': announced = null, 'content-type': type = null } = request.headers;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ length, announced, type, sha256: hash.digest('hex') }));
  },
};
