import type { MiddlewareHandler } from 'hono';
import type { App, AppContext, AppEnv } from '../../http/app-types.ts';
import type { CallerAddress } from '../../http/caller-address.ts';
import { withoutOwnCookies } from '../../http/own-cookies.ts';
import { mountRaw, type RawRoute } from '../../http/route.ts';
import { createCallBody } from '../bodies/call-body.ts';
import { NOSNIFF } from './answers/answer-headers.ts';
import type { IncomingWebhook } from './receive-webhook.ts';

/** How calls are documented. */
type CallRoute = Pick<RawRoute, 'operationId' | 'summary' | 'description' | 'responses'>;

/** Where calls of webhooks come in: below a prefix of one part, at the endpoint and at all that follows it. */
type CallDoor = {
  readonly prefix: `/${string}`;
  readonly receive: CallRoute;
  readonly preflight: CallRoute;
  readonly callerAddress: CallerAddress;
};

const COMMON = { tags: ['Webhooks'], permission: 'public' } as const;

/** The path behind the endpoint, still percent-encoded. */
function pathBehindEndpoint(url: URL): string {
  return url.pathname.split('/').slice(3).join('/');
}

function incomingCall(c: AppContext, callerAddress: CallerAddress): IncomingWebhook {
  const url = new URL(c.req.url);
  return {
    endpointId: url.pathname.split('/')[2] ?? '',
    method: c.req.method,
    path: pathBehindEndpoint(url),
    url,
    headers: withoutOwnCookies(c.req.raw.headers),
    body: createCallBody(c.req.raw),
    callerAddress: callerAddress(c.req.raw),
    answerHeaders: c.var.answerHeaders,
    background: (work: Promise<unknown>) => c.executionCtx.waitUntil(work),
  };
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

/** Lets calls of webhooks in, and the questions that browsers ask before they call. */
export function mountCalls(
  app: App,
  { prefix, receive, preflight, callerAddress }: CallDoor,
  take: (call: IncomingWebhook) => Promise<Response>,
): void {
  const handler = (c: AppContext): Promise<Response> => take(incomingCall(c, callerAddress));
  app.use(`${prefix}/*`, sendAnswerHeaders);
  const routes: readonly Omit<RawRoute, 'path'>[] = [
    { ...COMMON, ...receive, methods: ['get', 'post', 'put', 'patch', 'delete'] },
    { ...COMMON, ...preflight, methods: ['options'] },
  ];
  for (const route of routes) {
    mountRaw(app, { ...route, path: `${prefix}/{endpoint_id}` }, handler);
    const operationId = `${route.operationId}_at`;
    mountRaw(app, { ...route, operationId, path: `${prefix}/{endpoint_id}/{rest}` }, handler);
  }
}
