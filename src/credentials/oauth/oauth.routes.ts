import { getCookie, setCookie } from 'hono/cookie';
import type { App, AppContext, SignedInUser } from '../../http/app-types.ts';
import { sessionRequired } from '../../http/http.errors.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute, mountRaw } from '../../http/route.ts';
import { idParameter, jsonResponse, workspacePath } from '../../http/route-parts.ts';
import { asPage } from '../../pages/plain-page.ts';
import { connectCredential } from './connect-credential.ts';
import type { ConnectionDeps } from './connection-deps.ts';
import { browserSecret, CONNECTION_LIFETIME_MS } from './connection-secrets.ts';
import { finishConnection } from './finish-connection.ts';
import { startedConnectionSchema } from './oauth.schemas.ts';
import { connectedPage, questionPage } from './oauth-page-route-parts.ts';
import { confirmConnection, type OpenedConnection, openConnection } from './open-connection.ts';

const tags = ['Credentials'];

/** The longest text of an address: IPv4 within IPv6. */
const MAX_ADDRESS_LENGTH = 45;

const connect = defineRoute({
  operationId: 'connect_credential',
  summary: 'Connect a credential',
  description:
    'Begins the consent at the provider of a credential of type `oauth2` with the grant `authorization_code`. Open `authorization_url` within ten minutes in the browser that made this call; any other browser is asked first.',
  tags,
  method: 'post',
  path: '/api/v1/workspaces/{workspace_id}/credentials/{credential_id}/connect',
  permission: 'credentials:write',
  request: { params: workspacePath.extend({ credential_id: idParameter('The credential.') }) },
  responses: {
    201: jsonResponse('Where to go.', startedConnectionSchema),
    403: problem('`permissions.denied`, or `permissions.session_required`: an API key can not consent.'),
    422: problem('`credentials.not_connectable`: the credential gets no tokens by consent.'),
    429: problem('`auth.too_many_attempts`.'),
    503: problem('`oauth.no_public_url`: the server does not know its public address.'),
  },
});

const html = (description: string) =>
  ({ description, content: { 'text/html': { schema: { type: 'string' } } } }) as const;

const pages = { tags, permission: 'public', path: '/oauth/connect/{ticket}' } as const;
const gone = { 404: html('There is nothing to connect at this address.'), 409: html('The credential was changed.') };

const open = {
  ...pages,
  operationId: 'open_connection',
  summary: 'Go to the provider',
  description: 'Leads the browser that began to connect a credential to its provider. Another browser gets a question.',
  methods: ['get'],
  responses: { 200: html('Whether the person means it.'), 303: { description: 'To the provider.' }, ...gone },
} as const;

const confirm = {
  ...pages,
  operationId: 'confirm_connection',
  summary: 'Go to the provider after all',
  description: 'The form of that question. From now on the connection belongs to this browser.',
  methods: ['post'],
  responses: { 303: { description: 'To the provider.' }, 403: html('The form is not of this server.'), ...gone },
} as const;

const finish = {
  tags,
  permission: 'public',
  path: '/oauth/callback',
  operationId: 'finish_connection',
  summary: 'Come back from the provider',
  description: 'The redirect URI of all apps at providers. Takes one answer, from the browser that began.',
  methods: ['get'],
  responses: {
    200: html('The credential is connected.'),
    400: html('The answer is not one to what this browser began, or the provider refused.'),
    403: html('Whoever began may no longer do so.'),
    409: html('The credential was changed meanwhile.'),
  },
} as const;

/** `__Host-` (RFC 6265bis §4.1.3.2): no other host can set it. Without TLS, as on a laptop, there is no such cookie. */
function cookieOf(deps: ConnectionDeps) {
  const secure = deps.settings.PUBLIC_URL.startsWith('https:');
  return { name: secure ? '__Host-linkflow-oauth' : 'linkflow-oauth', secure };
}

function readBrowser(c: AppContext, deps: ConnectionDeps): string | null {
  return browserSecret(getCookie(c, cookieOf(deps).name));
}

function writeBrowser(c: AppContext, deps: ConnectionDeps, browser: string): void {
  const { name, secure } = cookieOf(deps);
  const maxAge = CONNECTION_LIFETIME_MS / 1000;
  setCookie(c, name, browser, { path: '/', secure, httpOnly: true, sameSite: 'Lax', maxAge });
}

function follow(c: AppContext, deps: ConnectionDeps, opened: OpenedConnection): Response {
  if (opened.type === 'ask') return questionPage(opened.question);
  writeBrowser(c, deps, opened.browser);
  c.header('cache-control', 'no-store');
  c.header('referrer-policy', 'no-referrer');
  return c.redirect(opened.location, 303);
}

export function registerOAuthRoutes(app: App, deps: ConnectionDeps): void {
  app.openapi(connect, async (c) => {
    const user: SignedInUser | undefined = c.var.user;
    if (user === undefined) throw sessionRequired();
    const request = {
      id: c.req.valid('param').credential_id,
      user,
      browser: readBrowser(c, deps),
    };
    const { browser, ...started } = await connectCredential(deps, c.var.actor, request);
    writeBrowser(c, deps, browser);
    return c.json(started, 201);
  });
  mountRaw(app, open, (c) =>
    asPage(async () => {
      const asked = { ticket: c.req.param('ticket') ?? '', browser: readBrowser(c, deps) };
      return follow(c, deps, await openConnection(deps, asked));
    }),
  );
  mountRaw(app, confirm, (c) =>
    asPage(async () => {
      const origin = c.req.header('origin') ?? null;
      const said = { ticket: c.req.param('ticket') ?? '', browser: readBrowser(c, deps), origin };
      return follow(c, deps, await confirmConnection(deps, said));
    }),
  );
  mountRaw(app, finish, (c) =>
    asPage(async () => {
      const parameters = new URL(c.req.url).searchParams;
      return connectedPage(
        await finishConnection(deps, {
          parameters,
          browser: readBrowser(c, deps),
          ip: deps.callerAddress(c.req.raw)?.slice(0, MAX_ADDRESS_LENGTH) ?? null,
        }),
      );
    }),
  );
}
