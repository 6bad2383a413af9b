import { ping } from './ask.ts';
import { cpuTime } from './cpu-time.ts';

/** How often a process is asked whether it is there, in milliseconds. */
const EVERY = 200;

export type HangWatchOptions = {
  readonly pid: number;
  readonly socket: string;
  /** How long it may compute without an answer, in milliseconds of CPU. */
  readonly limitMs: number;
  readonly onHang: () => void;
  /** Hears what it answers. */
  readonly onAnswer?: (answer: string) => void;
};

/** Asks a process again and again, and calls `onHang` once when it has computed too long without an answer. Gives what stops it. */
export function watchForHang({ pid, socket, limitMs, onHang, onAnswer }: HangWatchOptions): () => void {
  let asking = false;
  let heardAt = cpuTime(pid);

  async function ask(): Promise<void> {
    asking = true;
    try {
      const answer = await ping(socket);
      heardAt = cpuTime(pid);
      onAnswer?.(answer);
    } catch {
      // It is gone, or just not there yet: whoever started it sees to that.
    }
    asking = false;
  }

  function look(): void {
    if (!asking) void ask();
    else if (cpuTime(pid) - heardAt > limitMs) {
      clearInterval(timer);
      onHang();
    }
  }

  // An answer that is here already is heard first: this process may have been busy itself.
  const timer = setInterval(() => setImmediate(look), EVERY);
  return () => clearInterval(timer);
}
