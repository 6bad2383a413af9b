import type { TestEvent, TestHub, TestSession } from '../../../durable-objects/test-hub-calls.ts';
import { AppError } from '../../shared/errors.ts';
import { consoleLog } from '../../shared/log.ts';
import type { UnreadCall } from '../webhook/admit-webhook.ts';
import { ignoredAnswer, writtenAnswer } from '../webhook/answers/webhook-answer.ts';
import { examineCall } from '../webhook/examine-call.ts';
import type { IncomingWebhook } from '../webhook/receive-webhook.ts';
import { type EndpointSource, type LiveEndpoint, loadDraftEndpoint } from '../webhook/webhook-endpoints.ts';
import { describeCall, type TestDecision } from './describe-call.ts';
import { endpointExists } from './endpoint-exists.ts';
import { seenBody } from './seen-body.ts';
import { startTestRun } from './start-test-run.ts';
import type { WebhookTestDeps } from './test-deps.ts';
import { nobodyListens } from './webhook-test.errors.ts';

/** Takes a call of a test URL: whoever listens sees it, and it may start a run of the draft. Throws `AppError`. */
export async function receiveTestCall(deps: WebhookTestDeps, received: IncomingWebhook): Promise<Response> {
  if (!(await endpointExists(deps.intake.db, received.endpointId))) throw nobodyListens();
  const hub = deps.testHubs.getByName(received.endpointId);
  const session = await hub.session();
  if (session === null) throw nobodyListens();
  const body = seenBody(received.body);
  const endpoint = await draftEndpoint(deps, session, received.endpointId);
  const decision = await decide(deps, endpoint, { ...received, body });
  const tested = { body: body.seen(), endpoint, decision };
  const told = tell(hub, { type: 'call', data: describeCall(received, tested, deps.intake.services.clock()) });
  received.background(told);
  switch (decision.type) {
    case 'refused':
      throw decision.error;
    case 'answered':
      return decision.response;
    case 'ignored':
      return ignoredAnswer();
    case 'wanted': {
      const { call } = decision;
      if (!session.run) return writtenAnswer(call.endpoint.config) ?? Response.json({ received: true });
      const started = await startTestRun(deps.intake, { session, call, background: received.background });
      received.background(tellOfRun(hub, told, started.executionId));
      return started.answer();
    }
  }
}

function draftEndpoint(
  deps: WebhookTestDeps,
  { workspaceId, version }: TestSession,
  endpointId: string,
): Promise<LiveEndpoint | null> {
  const sources = { ...deps.intake, secrets: deps.secrets, now: deps.intake.services.clock };
  return loadDraftEndpoint(sources, { endpointId, workspaceId, version });
}

/** A source that knows one endpoint, and has just read it. */
function sourceOf(endpoint: LiveEndpoint | null): EndpointSource {
  return {
    find: async () => (endpoint === null ? null : { endpoint, cached: false, recent: true }),
    forget: () => undefined,
  };
}

/** Those who listen hear of it. */
function noteNothing(): void {}

/** Decides on the call as in production, only by the draft. */
async function decide(
  { intake }: WebhookTestDeps,
  endpoint: LiveEndpoint | null,
  call: UnreadCall,
): Promise<TestDecision> {
  try {
    return await examineCall({ ...intake, endpoints: sourceOf(endpoint), noteRefusal: noteNothing }, call);
  } catch (error) {
    if (error instanceof AppError) return { type: 'refused', error };
    throw error;
  }
}

async function tellOfRun(hub: TestHub, told: Promise<number | null>, executionId: string): Promise<void> {
  const call = await told;
  await tell(hub, { type: 'run', data: JSON.stringify({ call, execution_id: executionId }) });
}

/** The sender is not kept waiting for those who listen, and does not hear of what goes wrong with them. */
async function tell(hub: TestHub, event: TestEvent): Promise<number | null> {
  try {
    return await hub.publish(event);
  } catch (error) {
    consoleLog({ level: 'warn', message: 'Those who listen at a test URL were not told of a call.', error });
    return null;
  }
}
