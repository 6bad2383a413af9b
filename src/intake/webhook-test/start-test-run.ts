import type { TestSession } from '../../../durable-objects/test-hub-calls.ts';
import { workflowGuard } from '../../executions/lifecycle/insert-execution.ts';
import { newExecution } from '../../executions/model/new-execution.ts';
import { executionFields } from '../../runner/workflow/compiled-workflow.ts';
import { flowCode, flowMessage } from '../flow/flow.errors.ts';
import type { Background, IntakeDeps } from '../intake-deps.ts';
import { startExecution } from '../start/start-execution.ts';
import type { StartResult } from '../start/start-request.ts';
import { acceptedAnswer, droppedAnswer, endedAnswer, respondedAnswer } from '../webhook/answers/webhook-answer.ts';
import type { ExaminedCall } from '../webhook/evaluate-over-call.ts';
import { webhookChanging } from '../webhook/webhook.errors.ts';
import type { LiveEndpoint } from '../webhook/webhook-endpoints.ts';

type TestRun = {
  readonly session: TestSession;
  readonly call: ExaminedCall;
  readonly background: Background;
};

/** A run that a test call has started: its execution, and the answer to the caller. */
type StartedRun = { readonly executionId: string; answer(): Response };

/** Starts a run of the draft, by hand of the one who listens: it counts as a trial, and no delivery is taken for another. */
export async function startTestRun(deps: IntakeDeps, { session, call, background }: TestRun): Promise<StartedRun> {
  const { endpoint, delivery } = call;
  const createdAt = deps.services.clock();
  const execution = newExecution({
    ...executionFields(endpoint.workflow),
    id: deps.services.newId(createdAt),
    createdAt,
    triggeredBy: session.userId,
    triggerType: 'manual',
    triggerNodeId: endpoint.nodeId,
    triggerData: delivery.triggerData,
    inputData: delivery.inputData,
  });
  const { respond, response_timeout_seconds: patience } = endpoint.config;
  const result = await startExecution(deps, {
    workflow: endpoint.workflow,
    execution,
    guard: workflowGuard(execution),
    waitMs: respond === 'immediately' ? null : patience * 1000,
    answerWith: 'response',
    background,
  });
  return { executionId: execution.id, answer: () => answerOf(endpoint, execution.id, result) };
}

function answerOf({ config }: LiveEndpoint, id: string, result: StartResult): Response {
  switch (result.type) {
    case 'accepted':
      return acceptedAnswer(config, id);
    case 'responded':
      return respondedAnswer(id, result.response);
    case 'ended':
      return endedAnswer(config, id, { ...result.ending, outputData: result.output });
    case 'duplicate':
    case 'stale':
      throw webhookChanging();
    case 'dropped':
      return droppedAnswer(flowCode(result.reason), flowMessage(result.reason));
  }
}
