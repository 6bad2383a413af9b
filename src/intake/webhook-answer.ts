import type { JsonValue } from '../engine/json.ts';
import type { CallerResponse } from '../nodes/define-node.ts';
import type { WebhookConfig } from '../nodes/triggers/webhook.ts';
import { AppError } from '../shared/errors.ts';
import { type FirstExecution, storedResponseSchema } from './find-duplicate.ts';

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

/** The answer that a node has given. */
export function respondedAnswer(id: string, response: CallerResponse): Response {
  const headers = new Headers(response.headers);
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

/** The answer of an execution that has ended without a node having answered. Throws `AppError` 502 for one that did not complete. */
export function endedAnswer(config: WebhookConfig, id: string, ending: CallerEnding): Response {
  const headers = { [EXECUTION_HEADER]: id };
  if (ending.status !== 'completed') {
    const detail = `The execution ${ending.status === 'failed' ? 'failed' : 'was cancelled'}: ${ending.errorMessage ?? ending.status}.`;
    throw new AppError(`executions.${ending.status}`, 502, detail, { headers });
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

function firstAnswer(config: WebhookConfig, first: FirstExecution): Response {
  const ended = first.status === 'completed' || first.status === 'failed' || first.status === 'cancelled';
  if (config.respond === 'immediately' || !ended) return acceptedAnswer(first.id, first.status);
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
