import { hasEnded } from '../../../executions/get-execution.ts';
import type { NewExecution } from '../../../executions/model/execution-record.ts';
import type { WebhookConfig } from '../../../nodes/triggers/webhook.ts';
import type { IntakeDeps } from '../../intake-deps.ts';
import { awaitEnd } from '../../start/await-end.ts';
import { findDuplicate } from '../../start/find-duplicate.ts';
import { DUPLICATE_HEADER } from './answer-headers.ts';
import { acceptedAnswer, duplicateAnswer } from './webhook-answer.ts';

/** A delivery that came again, with the execution that it did not start. */
export type RepeatedDelivery = {
  readonly config: WebhookConfig;
  readonly execution: NewExecution;
  /** How long its sender waits, in milliseconds; `null`: not at all. */
  readonly waitMs: number | null;
  /** What the answer carries beside, an error too. */
  readonly answerHeaders: Headers;
};

/**
 * Answers what the first delivery was answered, or will be, if that goes on: for it may have been repeated because its sender
 * did not wait. `null` if the key has expired since, so that the call has to be taken anew.
 */
export async function answerDuplicate(
  deps: IntakeDeps,
  { config, execution, waitMs, answerHeaders }: RepeatedDelivery,
): Promise<Response | null> {
  const find = () => findDuplicate(deps.db, execution.workspaceId, execution.dedupeKey ?? '');
  const first = await find();
  if (first.type === 'expired') return null;
  answerHeaders.set(DUPLICATE_HEADER, 'true');
  if (first.type === 'gone') return acceptedAnswer(config, first.executionId, 'completed');
  if (waitMs === null || hasEnded(first.outcome)) return duplicateAnswer(config, first.outcome);
  const waiting = { execution: { ...execution, id: first.outcome.id }, answerWith: 'end' } as const;
  await awaitEnd(deps.db, { ...waiting, over: AbortSignal.timeout(waitMs) });
  const later = await find();
  return duplicateAnswer(config, later.type === 'found' ? later.outcome : first.outcome);
}
