import { ApiProblem } from '../api/problem.ts';
import { respond } from '../api/request.ts';

export type LiveEvent = {
  readonly id: string | null;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Why a stream is closed for good; for other reasons it may be opened again. */
const LAST_WORDS: ReadonlySet<string> = new Set(['ended', 'expired', 'access_lost']);

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Whether another try may work: the network, or a server that is not itself. */
function mayHeal(error: unknown): boolean {
  return !(error instanceof ApiProblem) || error.status >= 500 || error.status === 429;
}

function isLast({ type, data }: LiveEvent): boolean {
  return type === 'closed' && LAST_WORDS.has(String(data.reason));
}

type Heard = { lastId: string | null; wait: number };

/** One connection, as long as it holds; whether the last word was said. */
async function* hear(path: string, state: Heard, signal: AbortSignal): AsyncGenerator<LiveEvent, boolean> {
  try {
    for await (const event of connect(path, state.lastId, signal)) {
      state.wait = FIRST_PAUSE_MS;
      state.lastId = event.id ?? state.lastId;
      yield event;
      if (isLast(event)) return true;
    }
  } catch (error) {
    if (!signal.aborted && !mayHeal(error)) throw error;
  }
  return false;
}

/**
 * What a stream of Server-Sent Events tells, until its last word. When the connection breaks, it goes on after what was heard
 * last: whoever runs the execution may be lost meanwhile, the stream comes back with the next one. Throws what the server refuses.
 */
export async function* listen(path: string, signal: AbortSignal): AsyncGenerator<LiveEvent> {
  const state: Heard = { lastId: null, wait: FIRST_PAUSE_MS };
  while (!signal.aborted) {
    if (yield* hear(path, state, signal)) return;
    await pause(state.wait, signal);
    state.wait = Math.min(state.wait * 2, LONGEST_PAUSE_MS);
  }
}

async function* connect(path: string, lastId: string | null, signal: AbortSignal): AsyncGenerator<LiveEvent> {
  const headers = { accept: 'text/event-stream', ...(lastId !== null && { 'last-event-id': lastId }) };
  const response = await respond(path, { headers, signal });
  if (response.status === 204) {
    yield { id: null, type: 'closed', data: { reason: 'ended' } };
    return;
  }
  if (response.body === null) return;
  let text = '';
  for await (const part of readAll(response.body.pipeThrough(new TextDecoderStream()))) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = readEvent(block);
      if (event !== null) yield event;
    }
  }
}

/** Not every browser can iterate a stream. */
async function* readAll(stream: ReadableStream<string>): AsyncGenerator<string> {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}

function readEvent(block: string): LiveEvent | null {
  const field = (name: string): string | null => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
  const data = field('data');
  return data === null ? null : { id: field('id'), type: field('event') ?? 'message', data: JSON.parse(data) };
}
