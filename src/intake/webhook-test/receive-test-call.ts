import type { TestEvent, TestHub, TestSession } from '../../../durable-objects/test-hub-calls.ts';
import { AppError } from '../../shared/errors.ts';
import { consoleLog } from '../../shared/log.ts';
import type { Background } from '../intake-deps.ts';
import { webhookNotFound } from '../webhook/webhook.errors.ts';
import { challengeAnswer } from '../webhook/webhook-answer.ts';
import { admitCall, readDelivery, type WebhookCall } from '../webhook/webhook-call.ts';
import { type LiveEndpoint, loadDraftEndpoint } from '../webhook/webhook-endpoints.ts';
import { describeCall, type TestAdmission } from './describe-call.ts';
import { endpointExists } from './endpoint-exists.ts';
import { startTestRun } from './start-test-run.ts';
import type { WebhookTestDeps } from './test-deps.ts';
import { nobodyListens } from './webhook-test.errors.ts';

/** A call of a test URL whose body is read only if somebody listens. */
export type TestCall = Omit<WebhookCall, 'body'> & {
  readonly background: Background;
  readBody(): Promise<Uint8Array>;
};

/** Takes a call of a test URL: whoever listens sees it, and it may start a run of the draft. Throws `AppError`. */
export async function receiveTestCall(deps: WebhookTestDeps, received: TestCall): Promise<Response> {
  if (!(await endpointExists(deps.intake.db, received.endpointId))) throw nobodyListens();
  const hub = deps.testHubs.getByName(received.endpointId);
  const session = await hub.session();
  if (session === null) throw nobodyListens();
  const call = { ...received, body: await received.readBody() };
  const admission = await admit(deps, session, call);
  const told = tell(hub, { type: 'call', data: describeCall(call, admission, deps.intake.services.clock()) });
  received.background(told);
  if (admission.type === 'refused') throw admission.error;
  if (admission.type === 'challenge') return challengeAnswer(admission.answer);
  if (!session.run) return Response.json({ received: true });
  const { executionId, answer } = await startTestRun(deps.intake, {
    session,
    admitted: admission,
    background: received.background,
  });
  received.background(tellOfRun(hub, told, executionId));
  return answer();
}

/** The call is checked as in production, only with the draft. */
async function admit(deps: WebhookTestDeps, session: TestSession, call: WebhookCall): Promise<TestAdmission> {
  const { workspaceId, version } = session;
  const sources = { ...deps.intake, vault: deps.vault, now: deps.intake.services.clock };
  const endpoint = await loadDraftEndpoint(sources, { endpointId: call.endpointId, workspaceId, version });
  if (endpoint === null) return { type: 'refused', endpoint, error: webhookNotFound() };
  try {
    return await admitTo(deps, endpoint, call);
  } catch (error) {
    if (error instanceof AppError) return { type: 'refused', endpoint, error };
    throw error;
  }
}

async function admitTo(deps: WebhookTestDeps, endpoint: LiveEndpoint, call: WebhookCall): Promise<TestAdmission> {
  const { callers, services } = deps.intake;
  const { caller, params } = await admitCall(callers, { endpoint, call, now: services.clock() });
  if (caller.type === 'challenge') return { type: 'challenge', endpoint, answer: caller.answer };
  return { type: 'admitted', endpoint, delivery: await readDelivery(endpoint, call, { caller, params }) };
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
