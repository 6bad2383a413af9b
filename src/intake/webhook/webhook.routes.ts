import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import type { CallerAddress } from '../../http/caller-address.ts';
import { problem } from '../../http/problem-responses.ts';
import { usedUp } from '../../plans/plan-route-parts.ts';
import type { ReceiverDeps } from './admit-webhook.ts';
import { mountCalls } from './mount-calls.ts';
import { receiveWebhook } from './receive-webhook.ts';

const RECEIVE = {
  operationId: 'receive_webhook',
  summary: 'Receive a webhook',
  description:
    'Starts the workflow behind the endpoint. Answers 202 with the id of the execution at once or, where the workflow says so, with what its respond node or its last node gives.',
  responses: {
    200: { description: 'What the workflow answers; its status may be any other.' },
    202: {
      description: 'The execution is accepted and goes on by itself.',
      content: { 'application/json': { schema: z.strictObject({ execution_id: z.uuid(), status: z.string() }) } },
    },
    400: problem('The body is not what its content type says.'),
    401: problem('The signature is missing or wrong.'),
    ...usedUp,
    403: problem('The webhook takes no calls from this address.'),
    404: problem('There is no webhook at this address.'),
    405: problem('The webhook does not take this method.'),
    408: problem('The body did not arrive in time.'),
    413: problem('The body is too large.'),
    415: problem('The body is compressed.'),
    422: problem('An expression of the webhook failed for this call.'),
    502: problem('The execution failed.'),
    503: problem('The database is away for the moment; nothing was accepted.'),
  },
} as const;

const PREFLIGHT = {
  operationId: 'preflight_webhook',
  summary: 'Ask what a page may send to a webhook',
  description: 'The question of a browser before a call from another origin. Nothing runs.',
  responses: {
    204: { description: 'What the page may send, if the webhook takes calls of its origin.' },
    403: problem('The webhook takes no calls from this address.'),
    404: problem('There is no webhook at this address.'),
    405: problem('The webhook takes no calls of other origins.'),
  },
} as const;

export function registerWebhookReceiver(
  app: App,
  deps: ReceiverDeps & { readonly callerAddress: CallerAddress },
): void {
  const routes = { receive: RECEIVE, preflight: PREFLIGHT, callerAddress: deps.callerAddress };
  mountCalls(app, { ...routes, prefix: '/webhooks' }, (call) => receiveWebhook(deps, call));
}
