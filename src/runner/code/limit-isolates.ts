import type { CodeRunner } from './code-program.ts';

/** The platform lets one request have so many loaded isolates at work at the same time. */
const MAX_AT_ONCE = 4;

/**
 * A runner for one invocation of the Worker: no more code runs at once than the platform allows, the rest waits for its
 * turn. Must not outlive the request, whose promises it holds.
 */
export function limitIsolates(runCode: CodeRunner): CodeRunner {
  const waiting: (() => void)[] = [];
  let active = 0;

  async function enter(): Promise<void> {
    active += 1;
    if (active > MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    active -= 1;
    waiting.shift()?.();
  }

  return async (program, signal) => {
    await enter();
    try {
      return await runCode(program, signal);
    } finally {
      leave();
    }
  };
}
