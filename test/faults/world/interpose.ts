import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { wholeText } from '../../support/texts/whole-text.ts';
import type { Crossing, Gate, Toll } from './crossing.ts';
import { takePlace } from './take-place.ts';

/** What a request to a server is called; `null`: nobody is asked about it. */
type NameOf = (text: string) => string | null;

type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer };

function forward(socketPath: string, { method, url, headers }: IncomingMessage, text: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { connection: _connection, 'transfer-encoding': _encoding, ...others } = headers;
    const kept = { ...others, 'content-length': String(Buffer.byteLength(text)) };
    const request = httpRequest({ socketPath, method, path: url, headers: kept }, async (answer) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(chunks) });
      } catch (error) {
        reject(error);
      }
    });
    request.once('error', reject);
    request.end(text);
  });
}

/** False: the caller has had its answer, or none. */
function pays(toll: Toll, response: ServerResponse): boolean {
  if (toll === 'drop') response.destroy();
  if (toll === 'fail') response.writeHead(500, { 'content-type': 'text/plain' }).end('Out of order.');
  return toll === 'go';
}

async function pass(
  { real, gate, nameOf }: { readonly real: string; readonly gate: Gate; readonly nameOf: NameOf },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = await wholeText(request);
  if (text === null) return;
  const place = nameOf(text);
  const ask = async (phase: Crossing['phase']): Promise<boolean> =>
    place === null || pays(await gate.watch({ place, phase, text }), response);
  if (!(await ask('before'))) return;
  const answer = await forward(real, request, text);
  if (!(await ask('after'))) return;
  response.writeHead(answer.status, {
    'content-type': answer.headers['content-type'] ?? 'text/plain',
    'content-length': answer.body.length,
  });
  response.end(answer.body);
}

/**
 * Stands between a server on a Unix socket and those who connect to it from now on. Whoever is connected already has to be
 * started anew. `done` puts the server's own socket back.
 */
export async function interpose(path: string, gate: Gate, nameOf: NameOf): Promise<() => Promise<void>> {
  let close = (): void => undefined;
  const leave = await takePlace(path, (real) => {
    const server = createServer((request, response) => {
      pass({ real, gate, nameOf }, request, response).catch(() => response.destroy());
    });
    server.keepAliveTimeout = 0;
    close = () => server.closeAllConnections();
    return server;
  });
  return async () => {
    close();
    await leave();
  };
}
