import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSeat, type Seat, type SeatOptions } from './seat.ts';

/** How many are served at a time, each in a process of its own. */
const SEATS = 2;

type Waiting = (seat: Seat) => void;

/** Takes calls for those that must be alone. */
export type Lane = { close(): Promise<void> };

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

/**
 * Listens on a Unix socket and gives each call a process of its own for as long as it takes; the others wait for their turn.
 * Processes are started when they are needed and ended when they have been idle. Answers 504 for a call whose process had to
 * be ended, and 502 for one whose process ended by itself.
 */
export async function openLane(path: string, options: (seat: number) => SeatOptions): Promise<Lane> {
  const all = Array.from({ length: SEATS }, (_, index) => createSeat(options(index)));
  const free = [...all];
  const waiting: Waiting[] = [];

  function take(): Promise<Seat> {
    const seat = free.shift();
    return seat === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(seat);
  }

  function giveBack(seat: Seat): void {
    const next = waiting.shift();
    if (next === undefined) free.push(seat);
    else next(seat);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/ping') {
      response.end('ok');
      return;
    }
    const body = await bodyOf(request);
    const seat = await take();
    try {
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      if (response.destroyed) return;
      const answer = await seat.serve({ url: request.url ?? '/', headers: request.headers, body }, gone.signal);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } finally {
      giveBack(seat);
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await listen(server, path);
  return {
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all(all.map((seat) => seat.close()));
    },
  };
}
