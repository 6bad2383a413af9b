import type { EndReason } from '../../flow/gate-types.ts';
import { AppError } from '../../shared/errors.ts';

/** Why an execution did not run, for people: in its row and in answers. */
const MESSAGES: { readonly [reason in EndReason]: string } = {
  replaced: 'A later call took its place: the workflow runs the last one of those that follow one another.',
  debounced: 'An earlier call runs: the workflow runs the first one of those that follow one another.',
  singleton: 'The workflow runs one execution of this key at a time, and one runs or waits.',
  full: 'The limits of the workflow let no other execution begin now.',
  line_full: 'So many executions wait for the limits of the workflow that no other one is taken.',
};

/** The stable code of a reason. */
export function flowCode(reason: EndReason): string {
  return `flow.${reason}`;
}

/** What is told of a reason; `by`: the execution that runs instead, if that is known. */
export function flowMessage(reason: EndReason, by: string | null = null): string {
  return by === null ? MESSAGES[reason] : `${MESSAGES[reason]} It was replaced by ${by}.`;
}

/** Whether an execution that its caller waited for was ended at the gate, before it ran. */
export function isUnrun({
  status,
  errorCode,
}: {
  readonly status: string;
  readonly errorCode: string | null;
}): boolean {
  return status === 'cancelled' && errorCode?.startsWith('flow.') === true;
}

/** The seconds after which to try again, where nothing tells when there is room. */
const UNKNOWN_RETRY = 5;

export function flowRefused(reason: EndReason, retryAfterMs: number | null): AppError {
  const seconds = retryAfterMs === null ? UNKNOWN_RETRY : Math.max(1, Math.ceil(retryAfterMs / 1000));
  const headers = { 'retry-after': String(seconds) };
  return new AppError(flowCode(reason), 429, flowMessage(reason), { headers });
}

/** The expression of the key or the priority failed for this input. Callers are not told what it says. */
export function flowExpressionFailed(field: 'key' | 'priority', cause: Error): AppError {
  const message = `The ${field} by which the workflow limits its executions cannot be found in this input.`;
  return new AppError('flow.expression_failed', 422, message, { cause });
}
