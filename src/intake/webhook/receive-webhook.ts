import type { NewExecution } from '../../executions/model/execution-record.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import { executionFields } from '../../runner/workflow/compiled-workflow.ts';
import { flowCode, flowMessage } from '../flow/flow.errors.ts';
import type { Background } from '../intake-deps.ts';
import { startExecution } from '../start/start-execution.ts';
import type { StartResult } from '../start/start-request.ts';
import type { ReceiverDeps, UnreadCall } from './admit-webhook.ts';
import { answerDuplicate } from './answers/answer-duplicate.ts';
import {
  acceptedAnswer,
  droppedAnswer,
  endedAnswer,
  ignoredAnswer,
  respondedAnswer,
} from './answers/webhook-answer.ts';
import type { DeliveryKey } from './delivery-key.ts';
import type { ExaminedCall } from './evaluate-over-call.ts';
import { examineCall, type WantedCall } from './examine-call.ts';
import { webhookChanging } from './webhook.errors.ts';
import type { LiveEndpoint } from './webhook-endpoints.ts';

/** A call of a webhook, with what keeps the Worker alive after the answer. */
export type IncomingWebhook = UnreadCall & { readonly background: Background };

/** How often a call is taken anew because the endpoint or its workflow changed in between. */
const MAX_ROUNDS = 3;

const HOUR = 3_600_000;

function webhookExecution(
  deps: ReceiverDeps,
  { endpoint, delivery }: ExaminedCall,
  named: DeliveryKey | null,
): NewExecution {
  const createdAt = deps.services.clock();
  const { workflow, nodeId } = endpoint;
  return newExecution({
    ...executionFields(workflow),
    id: deps.services.newId(createdAt),
    createdAt,
    triggerType: 'webhook',
    triggerNodeId: nodeId,
    triggerData: delivery.triggerData,
    inputData: delivery.inputData,
    dedupeKey: named?.key ?? null,
    ...(named === null ? {} : { dedupeUntil: createdAt + named.hours * HOUR }),
  });
}

function waitMs({ config: { respond, response_timeout_seconds: seconds } }: LiveEndpoint): number | null {
  return respond === 'immediately' ? null : seconds * 1000;
}

type Started = {
  readonly endpoint: LiveEndpoint;
  readonly execution: NewExecution;
  readonly result: StartResult;
  readonly answerHeaders: Headers;
};

/** The answer to the call; `null` if it has to be taken anew. */
async function answer(deps: ReceiverDeps, started: Started): Promise<Response | null> {
  const { endpoint, execution, result, answerHeaders } = started;
  switch (result.type) {
    case 'accepted':
      return acceptedAnswer(endpoint.config, execution.id);
    case 'responded':
      return respondedAnswer(execution.id, result.response);
    case 'dropped':
      return droppedAnswer(flowCode(result.reason), flowMessage(result.reason));
    case 'ended':
      return endedAnswer(endpoint.config, execution.id, { ...result.ending, outputData: result.output });
    case 'duplicate':
      return answerDuplicate(deps, { config: endpoint.config, execution, waitMs: waitMs(endpoint), answerHeaders });
    case 'stale':
      deps.endpoints.forget(endpoint.endpointId);
      return null;
  }
}

async function start(deps: ReceiverDeps, incoming: IncomingWebhook, wanted: WantedCall): Promise<Response | null> {
  const { endpoint } = wanted.call;
  const execution = webhookExecution(deps, wanted.call, wanted.key);
  const { workflow, endpointId, revision } = endpoint;
  const result = await startExecution(deps, {
    workflow,
    execution,
    guard: { type: 'webhook', endpointId, revision, version: workflow.identity.version },
    waitMs: waitMs(endpoint),
    answerWith: 'response',
    background: incoming.background,
  }).catch((error: unknown) => {
    deps.noteRefusal(endpoint, incoming, error);
    throw error;
  });
  return answer(deps, { endpoint, execution, result, answerHeaders: incoming.answerHeaders });
}

/** Takes one webhook call: finds the endpoint, admits the call, starts the execution, answers. Throws `AppError`. */
export async function receiveWebhook(deps: ReceiverDeps, incoming: IncomingWebhook): Promise<Response> {
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const examined = await examineCall(deps, incoming);
    if (examined.type === 'answered') return examined.response;
    if (examined.type === 'wanted') {
      const response = await start(deps, incoming, examined);
      if (response !== null) return response;
    } else if (examined.found.recent) {
      return ignoredAnswer();
    } else {
      deps.endpoints.forget(incoming.endpointId);
    }
  }
  throw webhookChanging();
}
