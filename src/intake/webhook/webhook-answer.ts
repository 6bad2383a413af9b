import type { JsonValue } from '../../engine/json.ts';
import { isCut } from '../../executions/history/history-json.ts';
import type { CallerResponse } from '../../nodes/define-node.ts';
import type { WebhookConfig } from '../../nodes/triggers/webhook.ts';
import { AppError } from '../../shared/errors.ts';
import { type FirstExecution, storedResponseSchema } from '../start/find-duplicate.ts';

/** Tells which execution a call started. */
const EXECUTION_HEADER = 'linkflow-execution-id';

/** Set when the delivery had been taken before. */
const DUPLICATE_HEADER = 'linkflow-duplicate';

/** How an execution ended, as far as its caller is concerned. */
export type CallerEnding = {
  readonly status: string;
  readonly outputData: JsonValue;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
};

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** Statuses that the Fetch standard allows no body for. */
const BODILESS = new Set([101, 204, 205, 304]);

/**
 * Workflows of all workspaces answer from one origin, the one of the API and its documentation. In this sandbox a page that
 * one of them serves has an origin of its own: it reads nothing of the others, and installs no service worker.
 */
const SANDBOX =
  'sandbox allow-downloads allow-forms allow-modals allow-orientation-lock allow-pointer-lock allow-popups ' +
  'allow-popups-to-escape-sandbox allow-presentation allow-scripts allow-top-navigation-by-user-activation';

/** The answer that a node has given, in a sandbox. */
export function respondedAnswer(id: string, response: CallerResponse): Response {
  const headers = new Headers(response.headers);
  headers.append('content-security-policy', SANDBOX);
  headers.set('x-content-type-options', 'nosniff');
  headers.set(EXECUTION_HEADER, id);
  const body = BODILESS.has(response.status) ? null : bytesOf(response.body);
  return new Response(body, { status: response.status, headers });
}

/** 202: the execution is safe and goes on by itself. */
export function acceptedAnswer(id: string, status = 'queued'): Response {
  return Response.json({ execution_id: id, status }, { status: 202, headers: { [EXECUTION_HEADER]: id } });
}

function lastNodeBody(config: WebhookConfig, output: JsonValue): JsonValue {
  const items = Array.isArray(output) ? output : [];
  return config.response.body === 'all_items' ? items : (items[0] ?? {});
}

/** The code of failures whose message was written for whoever reads it; all others tell of what is inside. */
const OWN_WORDS = 'workflow.stopped';

function describeFailure({ status, errorCode, errorMessage }: CallerEnding): string {
  if (status !== 'failed') return 'The execution was cancelled.';
  return errorCode === OWN_WORDS ? `The execution failed: ${errorMessage}.` : 'The execution failed.';
}

/** The answer of an execution that has ended without a node having answered. Throws `AppError` 502 for one that did not complete. */
export function endedAnswer(config: WebhookConfig, id: string, ending: CallerEnding): Response {
  const headers = { [EXECUTION_HEADER]: id };
  if (ending.status !== 'completed') {
    throw new AppError(`executions.${ending.status}`, 502, describeFailure(ending), { headers });
  }
  const { status, body } = config.response;
  if (config.respond === 'respond_node' || body === 'none' || BODILESS.has(status)) {
    return new Response(null, { status, headers });
  }
  return Response.json(lastNodeBody(config, ending.outputData), { status, headers });
}

/** The answer to a repeated delivery: what the first one was answered if that is known, else where it stands. */
export function duplicateAnswer(config: WebhookConfig, first: FirstExecution): Response {
  const answer = firstAnswer(config, first);
  answer.headers.set(DUPLICATE_HEADER, 'true');
  return answer;
}

/** An answer that was too large for history is not known any more: the caller is told which execution to look at. */
function firstAnswer(config: WebhookConfig, first: FirstExecution): Response {
  const ended = first.status === 'completed' || first.status === 'failed' || first.status === 'cancelled';
  const known = ended && !isCut(first.response) && !isCut(first.output_data);
  if (config.respond === 'immediately' || !known) return acceptedAnswer(first.id, first.status);
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
