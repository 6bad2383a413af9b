import { consoleLog } from './log.ts';
import { pause } from './pause.ts';

/** Pauses (ms) for statements that may be repeated, so that a hiccup of the database costs time and nothing else. */
export const SHORT_PAUSES: readonly number[] = [200, 1000];

/**
 * Makes a call until it succeeds, with these pauses (ms) between the tries; throws what the last try throws. Only for calls
 * that may be repeated. It has nothing to do with the retries of a node: those are the engine's.
 */
export async function repeatOnFailure<Result>(pauses: readonly number[], call: () => Promise<Result>): Promise<Result> {
  for (const ms of pauses) {
    try {
      return await call();
    } catch (error) {
      consoleLog({ level: 'warn', message: 'A call failed and is tried again.', error });
      await pause(ms);
    }
  }
  return call();
}
