import type { WaitState } from '../../executions/waits/take-wait.ts';
import { AppError } from '../../shared/errors.ts';

/** Seconds after which it is worth a try whether the execution has come to its wait. */
const RETRY_AFTER_SECONDS = 5;

const REFUSALS: { readonly [state in WaitState['type']]: readonly [code: string, status: number, message: string] } = {
  unknown: ['waits.not_found', 404, 'There is nothing to resume at this address.'],
  not_open: ['waits.not_open', 409, 'The execution has not come to this wait yet; try again.'],
  ambiguous: ['waits.ambiguous', 409, 'The execution waits at several nodes; the URL of one of them is needed.'],
  open: ['waits.changing', 503, 'The wait is changing; try again.'],
  resumed: ['waits.already_resumed', 409, 'The execution has been resumed already.'],
  over: ['waits.over', 410, 'The wait is over: its limit has passed, or its execution has ended.'],
};

/** Why a wait takes nothing. A forged link is as unknown as one of an execution that is gone. */
export function waitRefused({ type }: Pick<WaitState, 'type'>): AppError {
  const [code, status, message] = REFUSALS[type];
  const later = type === 'not_open' || type === 'open';
  return new AppError(code, status, message, later ? { headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } } : {});
}
