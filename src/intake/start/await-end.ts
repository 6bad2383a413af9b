import type { Database } from '../../db/client.ts';
import { createdAtOf } from '../../executions/model/created-at.ts';
import { repeatOnFailure } from '../../shared/repeat-call.ts';
import type { StartRequest, StartResult } from './start-request.ts';
import {
  isOutcomeCut,
  OUTCOME_COLUMNS,
  type StoredOutcome,
  storedOutcomeSchema,
  storedResponseSchema,
} from './stored-outcome.ts';

/** Milliseconds between two looks at the row: each pause is twice as long as the one before, up to a second. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 1000;

/** The pause (ms) before a look that failed is repeated. */
const PAUSES_AFTER_FAILURE = [1000];

const FIND_ENDED = `SELECT ${OUTCOME_COLUMNS} FROM executions e
WHERE e.id = $1::uuid AND e.created_at = $2::timestamptz AND e.status IN ('completed', 'failed', 'cancelled')`;

export type Waiting = Pick<StartRequest, 'execution' | 'answerWith'> & {
  /** Aborts when the caller waits no longer. */
  readonly over: AbortSignal;
};

/** How an execution ended; `null` if it has not. */
async function findEnded(db: Database, id: string): Promise<StoredOutcome | null> {
  const row = (await db.sql.query(FIND_ENDED, [id, createdAtOf(id).toISOString()]))[0];
  return row === undefined ? null : storedOutcomeSchema.parse(row);
}

/** Of a result that was too large for history nothing is left to answer with: the caller gets the id of the execution. */
function toStartResult(ended: StoredOutcome, answerWith: StartRequest['answerWith']): StartResult {
  if (isOutcomeCut(ended)) return { type: 'accepted' };
  const response = storedResponseSchema.safeParse(ended.response).data ?? null;
  if (response !== null && answerWith === 'response') return { type: 'responded', response };
  const ending = { status: ended.status, errorCode: ended.error_code, errorMessage: ended.error_message };
  return { type: 'ended', ending, response, output: ended.output_data };
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
 * Waits for the end of an execution that waits, or that another runner has. Returns `accepted` when the caller stops
 * waiting. Throws what the database throws.
 */
export async function awaitEnd(db: Database, { execution, answerWith, over }: Waiting): Promise<StartResult> {
  for (let ms = FIRST_PAUSE; !over.aborted; ms = Math.min(2 * ms, LONGEST_PAUSE)) {
    await pause(ms, over);
    const ended = await repeatOnFailure(PAUSES_AFTER_FAILURE, () => findEnded(db, execution.id));
    if (ended !== null) return toStartResult(ended, answerWith);
  }
  return { type: 'accepted' };
}
