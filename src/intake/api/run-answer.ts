import { hasEnded } from '../../executions/get-execution.ts';
import type { NewExecution } from '../../executions/model/execution-record.ts';
import { flowCode, flowMessage } from '../flow/flow.errors.ts';
import { type StoredOutcome, storedResponseSchema } from '../start/stored-outcome.ts';
import type { AcceptedExecution, DroppedExecution, EndedExecution } from './run-workflow.schemas.ts';
import type { RunReply } from './run-workflow.ts';

/** The answer of the API to a request to run a workflow. */
export type RunAnswer =
  | { readonly type: 'ended'; readonly body: EndedExecution }
  | { readonly type: 'accepted'; readonly body: AcceptedExecution }
  | { readonly type: 'dropped'; readonly body: DroppedExecution };

type Started = Extract<RunReply, { type: 'started' }>;

function acceptedBody({ id, startAt }: Pick<NewExecution, 'id' | 'startAt'>): AcceptedExecution {
  if (startAt === null) return { execution_id: id, status: 'queued', duplicate: false };
  return { execution_id: id, status: 'waiting', duplicate: false, start_at: new Date(startAt).toISOString() };
}

function startedAnswer({ execution, result }: Started): RunAnswer {
  if (result.type === 'dropped') {
    const { reason } = result;
    return { type: 'dropped', body: { dropped: true, reason: flowCode(reason), message: flowMessage(reason) } };
  }
  if (result.type !== 'ended') {
    return { type: 'accepted', body: acceptedBody(execution) };
  }
  return {
    type: 'ended',
    body: {
      execution_id: execution.id,
      duplicate: false,
      status: result.ending.status,
      output_data: result.output,
      response: result.response,
      error_code: result.ending.errorCode,
      error_message: result.ending.errorMessage,
    },
  };
}

function repeatedAnswer(first: StoredOutcome): RunAnswer {
  if (!hasEnded(first)) {
    return { type: 'accepted', body: { execution_id: first.id, status: first.status, duplicate: true } };
  }
  return {
    type: 'ended',
    body: {
      execution_id: first.id,
      duplicate: true,
      status: first.status,
      output_data: first.output_data,
      response: storedResponseSchema.safeParse(first.response).data ?? null,
      error_code: first.error_code,
      error_message: first.error_message,
    },
  };
}

export function runAnswer(reply: RunReply): RunAnswer {
  return reply.type === 'started' ? startedAnswer(reply) : repeatedAnswer(reply.first);
}
