import { errorText } from '../support/start-error.ts';
import type { Processes } from './processes/processes.ts';

const EACH_MINUTE = '* * * * *';
const DAY_SECONDS = 24 * 60 * 60;

/**
 * Fires the cron triggers, which local workerd never does by itself: that of each minute every `tickSeconds`, the
 * others at the start and each day. A tick that isn't over when the next is due takes its place.
 */
export function startTicker(
  { tick }: Pick<Processes, 'tick'>,
  crons: readonly string[],
  tickSeconds: number,
): () => void {
  let stopped = false;
  const timers = crons.map((cron) => {
    const run = skipWhileRunning(async () => {
      try {
        await tick(cron, Date.now());
      } catch (error) {
        if (!stopped) console.error(`linkflow: the tick "${cron}" failed: ${errorText(error)}`);
      }
    });
    if (cron !== EACH_MINUTE) run();
    return setInterval(run, (cron === EACH_MINUTE ? tickSeconds : DAY_SECONDS) * 1000);
  });
  return () => {
    stopped = true;
    timers.forEach(clearInterval);
  };
}

function skipWhileRunning(work: () => Promise<void>): () => void {
  let running = false;
  return () => {
    if (running) return;
    running = true;
    void work().finally(() => {
      running = false;
    });
  };
}
