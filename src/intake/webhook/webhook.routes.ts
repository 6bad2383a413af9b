import { z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { App, AppContext, AppEnv } from '../../http/app-types.ts';
import type { CallerAddress } from '../../http/caller-address.ts';
import { problem } from '../../http/problem-responses.ts';
import { mountRaw } from '../../http/route.ts';
import type { ReceiverDeps } from './admit-webhook.ts';
import { NOSNIFF } from './answer-headers.ts';
import { createCallBody } from './call-body.ts';
import { receiveWebhook } from './receive-webhook.ts';

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
  summary: 'Ask what a page may send to a webhook',
  description: 'The question of a browser before a call from another origin. Nothing runs.',
  tags: ['Webhooks'],
  permission: 'public',
  methods: ['options'],
  responses: {
    204: { description: 'What the page may send, if the webhook takes calls of its origin.' },
    403: problem('The webhook takes no calls from this address.'),
    404: problem('There is no webhook at this address.'),
    405: problem('The webhook takes no calls of other origins.'),
  },
} as const;

type RouteDeps = ReceiverDeps & { readonly callerAddress: CallerAddress };

/** The path behind the endpoint, still percent-encoded. */
function pathBehindEndpoint(url: URL): string {
  return url.pathname.split('/').slice(3).join('/');
}

function handle(deps: RouteDeps, c: AppContext): Promise<Response> {
  const url = new URL(c.req.url);
  return receiveWebhook(deps, {
    endpointId: url.pathname.split('/')[2] ?? '',
    method: c.req.method,
    path: pathBehindEndpoint(url),
    url,
    headers: c.req.raw.headers,
    body: createCallBody(c.req.raw),
    callerAddress: deps.callerAddress(c.req.raw),
    answerHeaders: c.var.answerHeaders,
    background: (work: Promise<unknown>) => c.executionCtx.waitUntil(work),
  });
}

const sendAnswerHeaders: MiddlewareHandler<AppEnv> = async function sendAnswerHeaders(c, next) {
  const headers = new Headers();
  c.set('answerHeaders', headers);
  await next();
  c.res.headers.set(...NOSNIFF);
  for (const [name, value] of headers) {
    if (name === 'vary') c.res.headers.append(name, value);
    else c.res.headers.set(name, value);
  }
};

export function registerWebhookReceiver(app: App, deps: RouteDeps): void {
  const handler = (c: AppContext): Promise<Response> => handle(deps, c);
  app.use('/webhooks/*', sendAnswerHeaders);
  for (const route of [
    { ...ROUTE, operationId: 'receive_webhook' },
    { ...PREFLIGHT, operationId: 'preflight_webhook' },
  ]) {
    mountRaw(app, { ...route, path: '/webhooks/{endpoint_id}' }, handler);
    mountRaw(
      app,
      { ...route, operationId: `${route.operationId}_at`, path: '/webhooks/{endpoint_id}/{rest}' },
      handler,
    );
  }
}
