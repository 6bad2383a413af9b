import { consoleLog } from './log.ts';
import { pause } from './pause.ts';

/** How often to try, and how long to pause (ms) before each repetition. */
export type RetryDelays = readonly number[];

/** For statements that may be repeated: a hiccup of the database is to cost time and nothing else. */
export const HICCUP: RetryDelays = [200, 1000];

/** Calls until one call succeeds; after the last delay the error goes to the caller. For calls that may be repeated only. */
export async function retrying<Result>(delays: RetryDelays, call: () => Promise<Result>): Promise<Result> {
  for (const delay of delays) {
    try {
      return await call();
    } catch (error) {
      consoleLog({ level: 'warn', message: 'A call failed and is tried again.', error });
      await pause(delay);
    }
  }
  return call();
}
