import type { App, AppContext } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { mountRaw } from '../../http/route.ts';
import { readBody } from '../../shared/request-body.ts';
import { MAX_CALL_BYTES } from '../limits.ts';
import { receiveTestCall } from './receive-test-call.ts';
import type { WebhookTestDeps } from './test-deps.ts';

const ROUTE = {
  summary: 'Receive a call at a test URL',
  description:
    'Shows the call to whoever listens at the test URL, and starts a run of the draft if they want one. The call is checked as at the production URL.',
  tags: ['Webhooks'],
  permission: 'public',
  methods: ['get', 'post', 'put', 'patch', 'delete'],
  responses: {
    200: { description: 'Received; or what the run of the draft answers, and then its status may be any other.' },
    400: problem('The body is not what its content type says.'),
    401: problem('The signature is missing or wrong.'),
    404: problem('`webhooks.nobody_listens`; or the draft has no webhook at this address.'),
    405: problem('The webhook does not take this method.'),
    413: problem('The body is too large.'),
    502: problem('The execution failed.'),
  },
} as const;

/** What follows the endpoint is the path, still percent-encoded. */
function handle(deps: WebhookTestDeps, c: AppContext): Promise<Response> {
  const url = new URL(c.req.url);
  const [, , endpointId = '', ...path] = url.pathname.split('/');
  return receiveTestCall(deps, {
    endpointId,
    method: c.req.method,
    path: path.join('/'),
    url,
    headers: c.req.raw.headers,
    readBody: () => readBody(c.req.raw, MAX_CALL_BYTES),
    background: (work: Promise<unknown>) => c.executionCtx.waitUntil(work),
  });
}

export function registerWebhookTests(app: App, deps: WebhookTestDeps): void {
  const handler = (c: AppContext): Promise<Response> => handle(deps, c);
  mountRaw(app, { ...ROUTE, operationId: 'receive_test_call', path: '/webhooks-test/{endpoint_id}' }, handler);
  mountRaw(
    app,
    { ...ROUTE, operationId: 'receive_test_call_at', path: '/webhooks-test/{endpoint_id}/{rest}' },
    handler,
  );
}
