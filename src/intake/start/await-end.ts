import type { Database } from '../../db/client.ts';
import { isCut } from '../../executions/history/history-json.ts';
import { repeatOnFailure } from '../../shared/repeat-call.ts';
import { type FirstExecution, findEnded, storedResponseSchema } from './find-duplicate.ts';
import type { StartRequest, StartResult } from './start-request.ts';

/** Pauses between two looks at the row, in milliseconds: each is twice as long as the one before, up to a second. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 1000;

/** Pauses (ms) before a look that failed is repeated. */
const DELAYS = [1000];

export type Waiting = Pick<StartRequest, 'execution' | 'answerWith'> & {
  /** Aborts when the caller waits no longer. */
  readonly over: AbortSignal;
};

/** What was too large for history is not known any more: the caller is told which execution to look at. */
function answerOf(ended: FirstExecution, answerWith: StartRequest['answerWith']): StartResult {
  const { status, response: stored, output_data: output, error_code, error_message } = ended;
  if (isCut(stored) || isCut(output)) return { type: 'accepted' };
  const response = storedResponseSchema.safeParse(stored).data ?? null;
  if (response !== null && answerWith === 'response') return { type: 'responded', response };
  const ending = { status, errorCode: error_code, errorMessage: error_message };
  return { type: 'ended', ending, response, output };
}

function pause(ms: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      over.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    over.addEventListener('abort', end);
  });
}

/**
 * Waits for the end of an execution that goes on elsewhere: it rests, or another runner has it. `accepted` if the
 * caller waits no longer. Throws what the database throws.
 */
export async function awaitEnd(db: Database, { execution, answerWith, over }: Waiting): Promise<StartResult> {
  for (let ms = FIRST_PAUSE; !over.aborted; ms = Math.min(2 * ms, LONGEST_PAUSE)) {
    await pause(ms, over);
    const ended = await repeatOnFailure(DELAYS, () => findEnded(db, execution.id));
    if (ended !== null) return answerOf(ended, answerWith);
  }
  return { type: 'accepted' };
}
