import { storedResponseSchema } from '../start/find-duplicate.ts';
import type { AcceptedExecution, EndedExecution } from './run-workflow.schemas.ts';
import type { RunReply } from './run-workflow.ts';

/** What the caller of the API is told. */
export type RunAnswer =
  | { readonly type: 'ended'; readonly body: EndedExecution }
  | { readonly type: 'accepted'; readonly body: AcceptedExecution };

type Started = Extract<RunReply, { type: 'started' }>;

function startedAnswer({ execution, result }: Started): RunAnswer {
  const about = { execution_id: execution.id, duplicate: false };
  switch (result.type) {
    case 'ended': {
      const { status, errorCode, errorMessage } = result.ending;
      const { output, response } = result;
      const body = {
        ...about,
        status,
        output_data: output,
        response,
        error_code: errorCode,
        error_message: errorMessage,
      };
      return { type: 'ended', body };
    }
    default:
      return { type: 'accepted', body: { ...about, status: 'queued' } };
  }
}

export function runAnswer(reply: RunReply): RunAnswer {
  if (reply.type === 'started') return startedAnswer(reply);
  const { id, status, output_data, response, error_code, error_message } = reply.first;
  const about = { execution_id: id, status, duplicate: true };
  const ended = status === 'completed' || status === 'failed' || status === 'cancelled';
  if (!ended) return { type: 'accepted', body: about };
  const stored = storedResponseSchema.safeParse(response).data ?? null;
  return { type: 'ended', body: { ...about, output_data, response: stored, error_code, error_message } };
}
