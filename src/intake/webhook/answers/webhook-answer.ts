import type { JsonValue } from '../../../engine/json.ts';
import { hasEnded } from '../../../executions/get-execution.ts';
import type { CallerResponse } from '../../../nodes/define-node.ts';
import type { WebhookConfig } from '../../../nodes/triggers/webhook.ts';
import { isUnrun } from '../../flow/flow.errors.ts';
import { isOutcomeCut, type StoredOutcome, storedResponseSchema } from '../../start/stored-outcome.ts';
import { executionNotCompleted } from '../webhook.errors.ts';
import { EXECUTION_HEADER, NOSNIFF, sandboxFor } from './answer-headers.ts';

/** What the caller is told of the end of an execution. */
export type CallerEnding = {
  readonly status: string;
  readonly outputData: JsonValue;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
};

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** Statuses for which the Fetch standard allows no body. */
const BODILESS = new Set([101, 204, 205, 304]);

/** The response that a node gave, in the sandbox. */
export function respondedAnswer(id: string, response: CallerResponse): Response {
  const headers = new Headers(response.headers);
  headers.append('content-security-policy', sandboxFor(headers.get('content-type')));
  headers.set(...NOSNIFF);
  headers.set(EXECUTION_HEADER, id);
  const body = BODILESS.has(response.status) ? null : bytesOf(response.body);
  return new Response(body, { status: response.status, headers });
}

/** The answer that the author of the endpoint wrote for all callers; `null` if callers are told of their execution. */
export function writtenAnswer({ respond, immediate_response: answer }: WebhookConfig): Response | null {
  if (respond !== 'immediately') return null;
  const { status, body, content_type: type } = answer;
  if (BODILESS.has(status)) return new Response(null, { status });
  if (body === undefined) return null;
  return new Response(body, { status, headers: { 'content-type': type, 'content-security-policy': sandboxFor(type) } });
}

/** The execution is stored and goes on by itself: 202 with its id, or what the endpoint is to answer at once. */
export function acceptedAnswer(config: WebhookConfig, id: string, status = 'queued'): Response {
  const code = config.respond === 'immediately' ? config.immediate_response.status : 202;
  const answer = writtenAnswer(config) ?? Response.json({ execution_id: id, status }, { status: code });
  answer.headers.set(EXECUTION_HEADER, id);
  return answer;
}

/** The call is taken, and starts nothing, for it is not what the endpoint is for. */
export function ignoredAnswer(): Response {
  return Response.json({ status: 'ignored', reason: 'only_if' });
}

/** The answer to a sender who asks whether the endpoint is theirs: what they sent, as plain text that no browser takes for a page. */
export function challengeAnswer(text: string): Response {
  return new Response(text, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
}

/** 200: the call was taken, and the limits of the workflow let it not run. The sender need not send it again. */
export function droppedAnswer(reason: string | null, message: string | null): Response {
  return Response.json({ dropped: true, reason, message });
}

function lastNodeBody(config: WebhookConfig, output: JsonValue): JsonValue {
  const items = Array.isArray(output) ? output : [];
  return config.response.body === 'all_items' ? items : (items[0] ?? {});
}

/** Only the message of this failure is shown: an author wrote it for callers. Other messages may tell of the workflow's inside. */
const MESSAGE_FOR_CALLERS = 'workflow.stopped';

function failureMessage({ status, errorCode, errorMessage }: CallerEnding): string {
  if (status !== 'failed') return 'The execution was cancelled.';
  return errorCode === MESSAGE_FOR_CALLERS ? `The execution failed: ${errorMessage}.` : 'The execution failed.';
}

/** The answer when an execution has ended and no node gave a response. Throws `AppError` 502 if it ran and did not complete. */
export function endedAnswer(config: WebhookConfig, id: string, ending: CallerEnding): Response {
  if (isUnrun(ending)) return droppedAnswer(ending.errorCode, ending.errorMessage);
  const headers = { [EXECUTION_HEADER]: id };
  if (ending.status !== 'completed') {
    throw executionNotCompleted(ending.status, failureMessage(ending), headers);
  }
  const { status, body } = config.response;
  if (config.respond === 'respond_node' || body === 'none' || BODILESS.has(status)) {
    return new Response(null, { status, headers });
  }
  return Response.json(lastNodeBody(config, ending.outputData), { status, headers });
}

/** The answer to the delivery that started an execution, or 202 if that is not known. */
export function duplicateAnswer(config: WebhookConfig, first: StoredOutcome): Response {
  const known = hasEnded(first) && !isOutcomeCut(first);
  if (config.respond === 'immediately' || !known) return acceptedAnswer(config, first.id, first.status);
  const response = storedResponseSchema.safeParse(first.response);
  if (response.success) return respondedAnswer(first.id, response.data);
  const { status, output_data, error_code, error_message } = first;
  return endedAnswer(config, first.id, {
    status,
    outputData: output_data,
    errorCode: error_code,
    errorMessage: error_message,
  });
}
