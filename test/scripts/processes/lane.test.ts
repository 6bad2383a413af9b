import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lane, openLane } from '../../../scripts/local/processes/lane.ts';
import { createSeat } from '../../../scripts/local/processes/seat.ts';
import { type Supervised, supervise } from '../../../scripts/local/processes/supervise.ts';
import type { WorkerdOptions } from '../../../scripts/local/processes/workerd-process.ts';
import { configText } from '../../../scripts/local/workerd/capnp.ts';
import { eventually, isAlive } from '../running-script.ts';

/** Computes for ever, ends itself by taking all memory, or answers; and counts what it has answered. */
const WORKER = `let served = 0;
export default {
  async fetch(request) {
    const path = new URL(request.url).pathname;
    if (path === '/ping') return new Response(String(served));
    if (path === '/loop') for (;;) {}
    if (path === '/grow') for (let all = []; ; ) all.push(new Array(10_000_000).fill(1));
    served += 1;
    return new Response(await request.text());
  },
};`;

type Answer = { readonly status: number; readonly body: string; readonly took: string | undefined };

let folder = '';

function options(name: string, socket: string): WorkerdOptions {
  const config = configText({
    services: [
      {
        name: 'main',
        worker: {
          modules: [{ name: 'main.js', esModule: { embed: join(folder, 'main.js') } }],
          compatibilityDate: '2026-08-01',
        },
      },
    ],
    sockets: [{ name: 'main', address: `unix:${socket}`, http: {}, service: 'main' }],
  });
  return {
    name,
    config,
    folder,
    sockets: [socket],
    environment: {},
    pidFile: join(folder, `${name}.pid`),
    niceness: 0,
  };
}

function post(socketPath: string, path: string, headers: { readonly [name: string]: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, method: 'POST', headers, agent: false }, (response) => {
      let body = '';
      response.on('data', (part: Buffer) => {
        body += String(part);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, took: response.headers['x-took-ms']?.toString() }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end('hello');
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lf-lane-'));
  await writeFile(join(folder, 'main.js'), WORKER);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a lane for calls that must be alone', () => {
  let lane: Lane;
  let path = '';

  beforeAll(async () => {
    path = join(folder, 'lane.sock');
    lane = await openLane(path, (seat) => {
      const socket = join(folder, `seat-${seat}.sock`);
      return { process: options(`seat-${seat}`, socket), socket, limitMs: 500 };
    });
  });

  afterAll(() => lane.close());

  it('answers as the process does, and tells what the call computed', async () => {
    const { status, body, took } = await post(path, '/echo');
    expect([status, body, Number(took) < 500]).toEqual([200, 'hello', true]);
  });

  it('ends a process that computes without an end, and says so', async () => {
    expect((await post(path, '/loop')).status).toBe(504);
    expect((await post(path, '/loop', { 'x-limit-ms': '50' })).status).toBe(504);
  });

  it('says that a process ended by itself', async () => {
    expect((await post(path, '/grow', { 'x-limit-ms': '600000' })).status).toBe(502);
  });

  it('lets nobody suffer from who was there before, or is beside', async () => {
    const calls = ['/loop', '/echo', '/loop', '/echo', '/echo'].map((one) => post(path, one));
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([504, 200, 504, 200, 200]);
  });
});

describe('a seat', () => {
  it('sends no call over a connection on which there was one before, which may lead to a process that has ended', async () => {
    const socket = join(folder, 'once.sock');
    const used = new WeakSet();
    const server = createServer((asked, response) => {
      if (used.has(asked.socket)) asked.socket.destroy();
      else response.end('done');
      used.add(asked.socket);
    }).listen(socket);
    await once(server, 'listening');
    const seat = createSeat({ process: options('once', join(folder, 'other.sock')), socket, limitMs: 500 });
    const call = { url: '/echo', headers: {}, body: Buffer.from('hello') };
    try {
      const served = [await seat.serve(call, new AbortController().signal)];
      served.push(await seat.serve(call, new AbortController().signal));
      expect(served.map(({ status }) => status)).toEqual([200, 200]);
    } finally {
      await seat.close();
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('a seat whose caller has gone', () => {
  it.each([
    [true, 200],
    [false, 502],
  ])('finishes the call only where it is to outlive its caller: %s', async (outlivesCaller, status) => {
    const socket = join(folder, `gone-${status}.sock`);
    const seat = createSeat({ process: options(`gone-${status}`, socket), socket, limitMs: 500, outlivesCaller });
    const call = { url: '/echo', headers: {}, body: Buffer.from('hello') };
    expect((await seat.serve(call, AbortSignal.abort())).status).toBe(status);
    await seat.close();
  });
});

describe('a process that is kept', () => {
  let kept: Supervised;
  let path = '';

  beforeAll(async () => {
    path = join(folder, 'kept.sock');
    kept = await supervise({
      name: 'kept',
      process: (socket) => options('kept', socket),
      socket: path,
      limitMs: 500,
      isSpent: (answer) => Number(answer) >= 3,
    });
  });

  afterAll(() => kept.stop());

  it('is started again when it is killed', async () => {
    const before = kept.pid();
    process.kill(before, 'SIGKILL');
    await eventually('another process', () => kept.pid() !== before);
    expect((await post(path, '/echo')).body).toBe('hello');
  });

  it('is ended and started again when it computes without an end', async () => {
    const before = kept.pid();
    await expect(post(path, '/loop')).rejects.toThrow();
    await eventually('another process', () => kept.pid() !== before);
    expect((await post(path, '/echo')).body).toBe('hello');
  });

  it('is replaced when it is spent, and nobody who calls meanwhile notices', async () => {
    const before = kept.pid();
    await eventually('the end of the spent process', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => post(path, '/echo')));
      expect(answers.map(({ body }) => body)).toEqual(answers.map(() => 'hello'));
      return kept.pid() !== before && !isAlive(before);
    });
  });

  it('cannot be started where it ends at once', async () => {
    const broken = { ...options('broken', join(folder, 'broken.sock')), config: 'nonsense' };
    const starting = supervise({
      name: 'broken',
      process: () => broken,
      socket: join(folder, 'b.sock'),
      limitMs: null,
    });
    await expect(starting).rejects.toThrow('ended at its start');
  });
});
