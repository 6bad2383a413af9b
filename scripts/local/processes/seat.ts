import { type IncomingHttpHeaders, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { ping } from './ask.ts';
import { cpuTime } from './cpu-time.ts';
import { watchForHang } from './hang-watch.ts';
import { spawnWorkerd, type WorkerdOptions, type WorkerdProcess } from './workerd-process.ts';

type SeatCall = { readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

type SeatAnswer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer | string;
};

export type SeatOptions = {
  readonly process: WorkerdOptions;
  readonly socket: string;
  /** How long a call may compute, in milliseconds of CPU, unless it says so itself (`x-limit-ms`). */
  readonly limitMs: number;
  /** Whether a call goes on when its caller has gone. */
  readonly outlivesCaller?: boolean;
};

/** A place for one call at a time, in a process of its own. */
export type Seat = {
  serve(call: SeatCall, gone: AbortSignal): Promise<SeatAnswer>;
  close(): Promise<void>;
};

/** An idle process is ended after so long, in milliseconds. */
const IDLE = 30_000;

/** What a call may compute beyond its limit, in milliseconds, so that a limit of its own is heard first. */
const GRACE = 300;

const LOOK_EVERY = 10;

async function start({ process, socket }: SeatOptions): Promise<WorkerdProcess> {
  const started = spawnWorkerd(process);
  while (!started.hasExited()) {
    try {
      await ping(socket);
      return started;
    } catch {
      await delay(LOOK_EVERY);
    }
  }
  throw new Error(`The ${process.name} process ended at its start.`);
}

/**
 * Rejects when the process ends first, or nobody waits for the answer any more. On a connection that was kept from an earlier process
 * of the seat, the call would look as if it had ended the present one.
 */
function send(socketPath: string, { url, headers, body }: SeatCall, gone: AbortSignal | null): Promise<SeatAnswer> {
  return new Promise((resolve, reject) => {
    const own = { ...headers, 'content-length': String(body.length) };
    const leaving = gone === null ? {} : { signal: gone };
    const options = { socketPath, path: url, method: 'POST', headers: own, agent: false, ...leaving };
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 500, headers: {}, body: Buffer.concat(chunks) }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function limitOf(call: SeatCall, { limitMs }: SeatOptions): number {
  const own = Number(call.headers['x-limit-ms']);
  return (Number.isFinite(own) && own > 0 ? own : limitMs) + GRACE;
}

export function createSeat(options: SeatOptions): Seat {
  let process: WorkerdProcess | null = null;
  let idle: NodeJS.Timeout | undefined;

  async function occupied(): Promise<WorkerdProcess> {
    clearTimeout(idle);
    if (process === null || process.hasExited()) process = await start(options);
    return process;
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ended = process;
    process = null;
    ended?.kill();
    await ended?.exited;
  }

  async function answer(call: SeatCall, gone: AbortSignal): Promise<SeatAnswer> {
    const { pid, kill } = await occupied();
    const begun = cpuTime(pid);
    let hung = false;
    const unwatch = watchForHang({
      pid,
      socket: options.socket,
      limitMs: limitOf(call, options),
      onHang() {
        hung = true;
        kill();
      },
    });
    try {
      const { status, body } = await send(options.socket, call, options.outlivesCaller === true ? null : gone);
      return { status, body, headers: { 'x-took-ms': String(cpuTime(pid) - begun) } };
    } catch {
      // Whether it hangs is not known of one whose caller has gone: the next must not find it so.
      await end();
      return { status: hung ? 504 : 502, headers: {}, body: '' };
    } finally {
      unwatch();
    }
  }

  return {
    async serve(call, gone) {
      const given = await answer(call, gone);
      idle = setTimeout(() => void end(), IDLE);
      idle.unref();
      return given;
    },
    close: end,
  };
}
