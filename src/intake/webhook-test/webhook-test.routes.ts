import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { usedUp } from '../../plans/plan-route-parts.ts';
import { mountCalls } from '../webhook/mount-calls.ts';
import { receiveTestCall } from './receive-test-call.ts';
import type { WebhookTestDeps } from './test-deps.ts';

const RECEIVE = {
  operationId: 'receive_test_call',
  summary: 'Receive a call at a test URL',
  description:
    'Shows the call to whoever listens at the test URL, and starts a run of the draft if they want one. The call is checked as at the production URL.',
  responses: {
    200: { description: 'Received; or what the run of the draft answers, and then its status may be any other.' },
    400: problem('The body is not what its content type says.'),
    401: problem('The signature is missing or wrong.'),
    ...usedUp,
    403: problem('The webhook takes no calls from this address.'),
    404: problem('`webhooks.nobody_listens`; or the draft has no webhook at this address.'),
    405: problem('The webhook does not take this method.'),
    408: problem('The body did not arrive in time.'),
    413: problem('The body is too large.'),
    415: problem('The body is compressed.'),
    422: problem('An expression of the webhook failed for this call.'),
    502: problem('The execution failed.'),
  },
} as const;

const PREFLIGHT = {
  operationId: 'preflight_test_call',
  summary: 'Ask what a page may send to a test URL',
  description:
    'The question of a browser before a call from another origin. Whoever listens sees it, and nothing runs.',
  responses: {
    204: { description: 'What the page may send, if the webhook takes calls of its origin.' },
    403: problem('The webhook takes no calls from this address.'),
    404: problem('`webhooks.nobody_listens`; or the draft has no webhook at this address.'),
    405: problem('The webhook takes no calls of other origins.'),
  },
} as const;

export function registerWebhookTests(app: App, deps: WebhookTestDeps): void {
  const routes = { receive: RECEIVE, preflight: PREFLIGHT, callerAddress: deps.intake.callerAddress };
  mountCalls(app, { ...routes, prefix: '/webhooks-test' }, (call) => receiveTestCall(deps, call));
}
