import { errorText } from '../support/start-error.ts';
import type { Processes } from './processes/processes.ts';

const EACH_MINUTE = '* * * * *';
const DAY_SECONDS = 24 * 60 * 60;

/** How long after its moment a tick comes, in milliseconds: a timer may be a little early, and then the moment is still to come. */
const MARGIN_MS = 15;

/** How many milliseconds lie between a moment and the next one that is a multiple of `seconds`. */
export function untilNextTick(now: number, seconds: number): number {
  const length = seconds * 1000;
  return length - (now % length) + MARGIN_MS;
}

/**
 * Fires the cron triggers, which local workerd never does by itself: all at the start, to take up what was left lying; then that
 * of each minute at the boundaries of the minutes, or of `tickSeconds`, and the others each day. A tick that isn't over when
 * the next is due takes its place.
 */
export function startTicker(
  { tick }: Pick<Processes, 'tick'>,
  crons: readonly string[],
  tickSeconds: number,
): () => void {
  let stopped = false;
  const stops = crons.map((cron) => {
    const run = skipWhileRunning(async () => {
      try {
        await tick(cron, Date.now());
      } catch (error) {
        if (!stopped) console.error(`linkflow: the tick "${cron}" failed: ${errorText(error)}`);
      }
    });
    run();
    return repeatAtBoundaries(run, cron === EACH_MINUTE ? tickSeconds : DAY_SECONDS);
  });
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}

function repeatAtBoundaries(run: () => void, seconds: number): () => void {
  let timer = setTimeout(again, untilNextTick(Date.now(), seconds));
  function again(): void {
    run();
    timer = setTimeout(again, untilNextTick(Date.now(), seconds));
  }
  return () => clearTimeout(timer);
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
