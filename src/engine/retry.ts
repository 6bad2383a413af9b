import type { NodeFailure } from './event.ts';
import { isWorkLimit } from './work-meter.ts';
import type { RetryPolicy } from './workflow.ts';

const LONGEST_RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/** A failed attempt, and the random number (0 ≤ draw < 1) for the jitter of the next one. */
export type FailedAttempt = { readonly attempt: number; readonly failure: NodeFailure; readonly draw: number };

/** Whether a failed attempt is repeated. */
export function isRetried(policy: RetryPolicy, failed: FailedAttempt): boolean {
  return failed.attempt < policy.max_attempts && isCovered(policy, failed.failure);
}

function isCovered({ on }: RetryPolicy, { code, retryable, kind = 'other' }: NodeFailure): boolean {
  if (isWorkLimit(code)) return false;
  return on === undefined ? retryable : on.includes(kind);
}

/**
 * Milliseconds from a failed attempt (from 1) to the next one. The policy's delay, up to its cap, less the drawn part of
 * its jitter; longer if the other side asked for it (`Retry-After`), up to 24 h and regardless of the cap.
 */
export function retryDelay(policy: RetryPolicy, failed: FailedAttempt): number {
  const { attempt, failure, draw } = failed;
  const growth = policy.backoff === 'exponential' ? 2 ** (attempt - 1) : 1;
  const delay = Math.min(policy.delay_ms * growth, policy.max_delay_ms);
  const drawn = Math.round(delay * (1 - policy.jitter * draw));
  return Math.max(drawn, Math.min(failure.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS));
}
