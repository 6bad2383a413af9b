import { z } from '@hono/zod-openapi';
import type { App, AppContext } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { mountRaw } from '../../http/route.ts';
import { readBody } from '../../shared/request-body.ts';
import { MAX_CALL_BYTES } from '../limits.ts';
import { type ReceiverDeps, receiveWebhook } from './receive-webhook.ts';

const ROUTE = {
  summary: 'Receive a webhook',
  description:
    'Starts the workflow behind the endpoint. Answers 202 with the id of the execution at once or, where the workflow says so, with what its respond node or its last node gives.',
  tags: ['Webhooks'],
  permission: 'public',
  methods: ['get', 'post', 'put', 'patch', 'delete'],
  responses: {
    200: { description: 'What the workflow answers; its status may be any other.' },
    202: {
      description: 'The execution is accepted and goes on by itself.',
      content: { 'application/json': { schema: z.strictObject({ execution_id: z.uuid(), status: z.string() }) } },
    },
    400: problem('The body is not what its content type says.'),
    401: problem('The signature is missing or wrong.'),
    404: problem('There is no webhook at this address.'),
    405: problem('The webhook does not take this method.'),
    413: problem('The body is too large.'),
    502: problem('The execution failed.'),
    503: problem('The database is away for the moment; nothing was accepted.'),
  },
} as const;

/** The path behind the endpoint, still percent-encoded. */
function pathBehindEndpoint(url: URL): string {
  return url.pathname.split('/').slice(3).join('/');
}

async function handle(deps: ReceiverDeps, c: AppContext): Promise<Response> {
  const url = new URL(c.req.url);
  const call = {
    endpointId: url.pathname.split('/')[2] ?? '',
    method: c.req.method,
    path: pathBehindEndpoint(url),
    url,
    headers: c.req.raw.headers,
    body: await readBody(c.req.raw, MAX_CALL_BYTES),
    background: (work: Promise<unknown>) => c.executionCtx.waitUntil(work),
  };
  return receiveWebhook(deps, call);
}

export function registerWebhookReceiver(app: App, deps: ReceiverDeps): void {
  const handler = (c: AppContext): Promise<Response> => handle(deps, c);
  mountRaw(app, { ...ROUTE, operationId: 'receive_webhook', path: '/webhooks/{endpoint_id}' }, handler);
  mountRaw(app, { ...ROUTE, operationId: 'receive_webhook_at', path: '/webhooks/{endpoint_id}/{rest}' }, handler);
}
