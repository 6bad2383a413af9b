import type { CallBody } from '../bodies/call-body.ts';
import type { IntakeDeps } from '../intake-deps.ts';
import { type AnswerWithoutBody, answerWithoutBody, type CallHead } from './answers/answer-without-body.ts';
import { challengeAnswer } from './answers/webhook-answer.ts';
import type { CallerDeps } from './check-caller.ts';
import { corsHeaders } from './cors.ts';
import type { NoteRefusal } from './refusal-log.ts';
import { webhookNotFound } from './webhook.errors.ts';
import { type AdmittedCall, admitCall, type WebhookCall } from './webhook-call.ts';
import type { EndpointSource, FoundEndpoint, LiveEndpoint } from './webhook-endpoints.ts';

export type ReceiverDeps = IntakeDeps & {
  readonly endpoints: EndpointSource;
  readonly callers: CallerDeps;
  readonly noteRefusal: NoteRefusal;
};

/** A call whose body is still to be read. */
export type UnreadCall = Omit<WebhookCall, 'body'> &
  CallHead & {
    readonly body: CallBody;
    /** What each answer to the call carries, an error too: filled as soon as the endpoint is known. */
    readonly answerHeaders: Headers;
  };

/** What becomes of a call: it starts an execution, or it is answered and forgotten. */
export type Admission =
  | {
      readonly type: 'admitted';
      readonly found: FoundEndpoint;
      readonly call: WebhookCall;
      readonly admitted: AdmittedCall;
    }
  | { readonly type: 'answered'; readonly to: AnswerWithoutBody['to'] | 'challenge'; readonly response: Response };

function nameAnswerHeaders({ answerHeaders, headers }: UnreadCall, { config }: LiveEndpoint): void {
  for (const [name] of [...answerHeaders]) answerHeaders.delete(name);
  for (const [name, value] of corsHeaders(config.cors, headers.get('origin'))) answerHeaders.set(name, value);
}

async function admitTo(deps: ReceiverDeps, found: FoundEndpoint, unread: UnreadCall): Promise<Admission | 'stale'> {
  const { endpoint } = found;
  nameAnswerHeaders(unread, endpoint);
  const answer = answerWithoutBody(endpoint, unread);
  if (answer !== null) return found.recent ? { type: 'answered', ...answer } : 'stale';
  const call = { ...unread, body: await unread.body.read(endpoint.config.max_body_bytes) };
  const { caller, params } = await admitCall(deps.callers, { endpoint, call, now: deps.services.clock() });
  if (caller.type === 'admitted') return { type: 'admitted', found, call, admitted: { caller, params } };
  return found.cached ? 'stale' : { type: 'answered', to: 'challenge', response: challengeAnswer(caller.answer) };
}

/**
 * Decides on a call by its endpoint. What a cached endpoint refuses is decided anew by a fresh one, for the cached one may be
 * stale; what it answers without a statement that would notice, if it is not recent; and what it answers to a
 * sender's challenge, which comes once. Throws `AppError`.
 */
export async function admitWebhook(deps: ReceiverDeps, unread: UnreadCall): Promise<Admission> {
  const found = await deps.endpoints.find(unread.endpointId);
  if (found === null) throw webhookNotFound();
  try {
    const admission = await admitTo(deps, found, unread);
    if (admission !== 'stale') return admission;
  } catch (error) {
    if (!found.cached) {
      deps.noteRefusal(found.endpoint, unread, error);
      throw error;
    }
  }
  deps.endpoints.forget(unread.endpointId);
  return admitWebhook(deps, unread);
}
