import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Between two bytes of what drips, in milliseconds. */
const DRIP_MS = 1000;

/** So many zeros; a thousandth of that when packed. */
const PACKED = gzipSync(Buffer.alloc(64 * 1024 * 1024));

/** A gzip stream may have several members, one after the other. */
const MEMBERS = 32;

const CHUNK = Buffer.alloc(64 * 1024, 'x');

/** Writes something again and again, until the caller has enough. */
function drip(response: ServerResponse, write: () => void): void {
  const timer = setInterval(write, DRIP_MS);
  response.once('close', () => clearInterval(timer));
}

function pour(response: ServerResponse): void {
  while (!response.destroyed && response.write(CHUNK));
  if (!response.destroyed) response.once('drain', () => pour(response));
}

/** What it does, by the first part of the path. */
const WAYS: { readonly [way: string]: (request: IncomingMessage, response: ServerResponse) => void } = {
  drop: (request) => request.socket.destroy(),
  drip(_request, response) {
    response.writeHead(200, { 'content-type': 'application/json' });
    drip(response, () => response.write('['));
  },
  head(request, response) {
    request.socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
    drip(response, () => request.socket.write('x'));
  },
  redirect({ url }, response) {
    const hop = Number(/\d+$/.exec(url ?? '')?.[0] ?? 0);
    response.writeHead(302, { location: `/redirect/${hop + 1}` }).end();
  },
  bomb(_request, response) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    for (let member = 0; member < MEMBERS; member += 1) response.write(PACKED);
    response.end();
  },
  flood(_request, response) {
    response.writeHead(200, { 'content-type': 'text/plain' });
    pour(response);
  },
};

/** A server that means ill. */
export type HostileServer = {
  readonly url: string;
  /** How many calls came for a way. */
  calls(way: string): number;
  close(): void;
};

function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  return once(server, 'listening').then(() => {
    const address = server.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  });
}

/** Drops connections after the call has counted, drips, redirects for ever, sends gzip bombs and bodies without an end. */
export async function openHostileServer(): Promise<HostileServer> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    const way = (request.url ?? '').split('/')[1] ?? '';
    counts.set(way, (counts.get(way) ?? 0) + 1);
    request.resume();
    request.once('end', () => WAYS[way]?.(request, response));
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    calls: (way) => counts.get(way) ?? 0,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
