import type { NewExecution } from '../../executions/model/execution-record.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import { executionFields } from '../../runner/workflow/compiled-workflow.ts';
import { flowCode, flowMessage, isUnrun } from '../flow/flow.errors.ts';
import type { Background, IntakeDeps } from '../intake-deps.ts';
import { findDuplicate } from '../start/find-duplicate.ts';
import { startExecution } from '../start/start-execution.ts';
import type { StartResult } from '../start/start-request.ts';
import type { CallerDeps } from './check-caller.ts';
import type { DeliveryName } from './delivery-name.ts';
import { deliveryIdTooLong, webhookChanging, webhookNotFound } from './webhook.errors.ts';
import {
  acceptedAnswer,
  challengeAnswer,
  droppedAnswer,
  duplicateAnswer,
  endedAnswer,
  respondedAnswer,
} from './webhook-answer.ts';
import { type Admission, admitCall, readDelivery, type WebhookCall, type WebhookDelivery } from './webhook-call.ts';
import type { EndpointSource, LiveEndpoint } from './webhook-endpoints.ts';

export type ReceiverDeps = IntakeDeps & { readonly endpoints: EndpointSource; readonly callers: CallerDeps };

/** A call of a webhook, with what keeps the Worker alive after the answer. */
export type IncomingWebhook = WebhookCall & { readonly background: Background };

/** How often a call is taken anew because the endpoint or its workflow changed in between. */
const MAX_ROUNDS = 3;

type Admitted = Admission & { readonly endpoint: LiveEndpoint };

/**
 * A call that a cached endpoint refuses is checked with a fresh one, for the cached one may be stale. So is a challenge: it
 * starts nothing, so no statement checks what was cached.
 */
async function admit(deps: ReceiverDeps, call: WebhookCall): Promise<Admitted> {
  const found = await deps.endpoints.find(call.endpointId);
  if (found === null) throw webhookNotFound();
  const { endpoint, cached } = found;
  try {
    const admission = await admitCall(deps.callers, { endpoint, call, now: deps.services.clock() });
    if (!cached || admission.caller.type !== 'challenge') return { ...admission, endpoint };
  } catch (error) {
    if (!cached) throw error;
  }
  deps.endpoints.forget(call.endpointId);
  return admit(deps, call);
}

function webhookExecution(deps: ReceiverDeps, endpoint: LiveEndpoint, delivery: WebhookDelivery): NewExecution {
  const createdAt = deps.services.clock();
  const { workflow, nodeId, endpointId } = endpoint;
  return newExecution({
    ...executionFields(workflow),
    id: deps.services.newId(createdAt),
    createdAt,
    triggerType: 'webhook',
    triggerNodeId: nodeId,
    triggerData: delivery.triggerData,
    inputData: delivery.inputData,
    dedupeKey: delivery.delivery === null ? null : dedupeKey(endpointId, delivery.delivery),
  });
}

/** The length of the column that holds a key. */
const MAX_KEY_LENGTH = 255;

/** What names a delivery holds no colon, neither a header's name nor a preset's. A key that is longer than the column is refused: cut, it could be the key of another delivery. */
function dedupeKey(endpointId: string, { header, id }: DeliveryName): string {
  const key = `webhook:${endpointId}:${header}:${id}`;
  if (key.length <= MAX_KEY_LENGTH) return key;
  throw deliveryIdTooLong(header, id.length, MAX_KEY_LENGTH - (key.length - id.length));
}

function waitMs(endpoint: LiveEndpoint): number | null {
  const { respond, response_timeout_seconds } = endpoint.config;
  return respond === 'immediately' ? null : response_timeout_seconds * 1000;
}

/** The answer to the call; `null` if it has to be taken anew. */
async function answer(
  deps: ReceiverDeps,
  { endpoint, execution, result }: { endpoint: LiveEndpoint; execution: NewExecution; result: StartResult },
): Promise<Response | null> {
  switch (result.type) {
    case 'accepted':
      return acceptedAnswer(execution.id);
    case 'responded':
      return respondedAnswer(execution.id, result.response);
    case 'dropped':
      return droppedAnswer(flowCode(result.reason), flowMessage(result.reason));
    case 'ended':
      if (isUnrun(result)) return droppedAnswer(result.ending.errorCode, result.ending.errorMessage);
      return endedAnswer(endpoint.config, execution.id, { ...result.ending, outputData: result.output });
    case 'duplicate': {
      const first = await findDuplicate(deps.db, execution.workspaceId, execution.dedupeKey ?? '');
      return first === null ? null : duplicateAnswer(endpoint.config, first);
    }
    case 'stale':
      deps.endpoints.forget(endpoint.endpointId);
      return null;
  }
}

/** Takes one webhook call: finds the endpoint, admits the call, starts the execution, answers. Throws `AppError`. */
export async function receiveWebhook(deps: ReceiverDeps, call: IncomingWebhook): Promise<Response> {
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const { endpoint, caller, params } = await admit(deps, call);
    if (caller.type === 'challenge') return challengeAnswer(caller.answer);
    const delivery = await readDelivery(endpoint, call, { caller, params });
    const execution = webhookExecution(deps, endpoint, delivery);
    const { workflow, endpointId, revision } = endpoint;
    const guard = { type: 'webhook', endpointId, revision, version: workflow.identity.version } as const;
    const request = {
      workflow,
      execution,
      guard,
      waitMs: waitMs(endpoint),
      answerWith: 'response',
      background: call.background,
    } as const;
    const result = await startExecution(deps, request);
    const response = await answer(deps, { endpoint, execution, result });
    if (response !== null) return response;
  }
  throw webhookChanging();
}
