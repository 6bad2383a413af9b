import { z } from '@hono/zod-openapi';
import type { App, AppContext } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute, mountRaw } from '../../http/route.ts';
import { idParameter, jsonBody, jsonResponse } from '../../http/route-parts.ts';
import { toWholeList, wholeListSchema } from '../../shared/pagination.ts';
import { clientOf, keepSession } from '../sessions/session-route-parts.ts';
import { beginSignIn } from './begin-sign-in.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { loadProvider, type ProviderDeps } from './provider-deps.ts';
import {
  answerAsPage,
  askPage,
  forgetAttempt,
  isLedFromElsewhere,
  keepAttempt,
  keptAttempt,
  landingOf,
  redirectUriOf,
} from './provider-route-parts.ts';
import { identitySchema, linkSchema, providerSchema, returnToSchema, startedLinkSchema } from './providers.schemas.ts';
import { removeIdentity } from './remove-identity.ts';

const tags = ['Authentication'];

const list = defineRoute({
  operationId: 'list_sign_in_providers',
  summary: 'List sign-in providers',
  description: 'The providers by which people may sign in here, as the setting SIGN_IN_PROVIDERS names them.',
  tags,
  method: 'get',
  path: '/api/v1/auth/providers',
  permission: 'public',
  responses: { 200: jsonResponse('The providers.', wholeListSchema(providerSchema)) },
});

const identities = defineRoute({
  operationId: 'list_identities',
  summary: 'List my identities',
  description: 'By which accounts at providers the user may sign in.',
  tags,
  method: 'get',
  path: '/api/v1/users/me/identities',
  permission: 'authenticated',
  responses: { 200: jsonResponse('The identities.', wholeListSchema(identitySchema)) },
});

const link = defineRoute({
  operationId: 'link_identity',
  summary: 'Link an account at a provider',
  description:
    'Begins to link an account at a provider, by which the user may sign in then. The browser that calls goes on at the address.',
  tags,
  method: 'post',
  path: '/api/v1/users/me/identities',
  permission: 'authenticated',
  stepUp: true,
  request: { body: jsonBody(linkSchema) },
  responses: {
    201: jsonResponse('Where to go.', startedLinkSchema),
    404: problem('`auth.provider_not_found`.'),
    429: problem('`auth.too_many_attempts`.'),
  },
});

const unlink = defineRoute({
  operationId: 'remove_identity',
  summary: 'Remove an identity',
  description: 'From now on that account at a provider leads in no longer.',
  tags,
  method: 'delete',
  path: '/api/v1/users/me/identities/{identity_id}',
  permission: 'authenticated',
  stepUp: true,
  request: { params: z.strictObject({ identity_id: idParameter('The identity.') }) },
  responses: {
    204: { description: 'Removed.' },
    409: problem('`accounts.last_way_in`: nothing else leads into the account.'),
  },
});

const page = { content: { 'text/html': { schema: { type: 'string' } } } } as const;

const start = {
  operationId: 'begin_sign_in',
  summary: 'Sign in with a provider',
  description:
    'Leads a browser to a provider, and asks first if another site has led it here. `return_to`: a path of this server to go to at the end.',
  tags,
  permission: 'public',
  path: '/auth/sign-in/{provider}',
  methods: ['get'],
  responses: {
    200: { description: 'Another site has led the browser here: whether to go on.', ...page },
    303: { description: 'To the provider.' },
    404: { description: 'No such provider.', ...page },
  },
} as const;

const callback = {
  operationId: 'finish_sign_in',
  summary: 'Come back from a provider',
  description:
    'Signs in the browser that began, by a refresh token in a cookie. A user with a second factor goes on with `#factor_ticket=…`.',
  tags,
  permission: 'public',
  path: '/auth/callback/{provider}',
  methods: ['get'],
  responses: {
    303: { description: 'To where the browser wanted to go.' },
    400: { description: 'What came is not what was begun here.', ...page },
    403: {
      description: 'The provider denies, or has not verified the address; or the session that links has ended.',
      ...page,
    },
    409: { description: 'The address has an account: sign in to it and link.', ...page },
  },
} as const;

function providerOf(c: AppContext): string {
  return c.req.param('provider') ?? '';
}

async function begin(c: AppContext, deps: ProviderDeps): Promise<Response> {
  const { return_to } = returnToSchema.catch({ return_to: '/' }).parse({ return_to: c.req.query('return_to') });
  const id = providerOf(c);
  if (isLedFromElsewhere(c)) return askPage(id, { name: loadProvider(deps, id).name, returnTo: return_to });
  const wanted = { provider: id, redirectUri: redirectUriOf(c, id), returnTo: return_to, linkTo: null };
  const { authorizationUrl, cookie } = await beginSignIn(deps, clientOf(c), wanted);
  keepAttempt(c, cookie);
  return c.redirect(authorizationUrl, 303);
}

async function finish(c: AppContext, deps: ProviderDeps): Promise<Response> {
  const id = providerOf(c);
  const cookie = keptAttempt(c);
  forgetAttempt(c);
  const came = { provider: id, parameters: new URL(c.req.url).searchParams, redirectUri: redirectUriOf(c, id), cookie };
  const finished = await finishSignIn(deps, clientOf(c), came);
  if (finished.signedIn !== null && 'tokens' in finished.signedIn) await keepSession(c, deps, finished.signedIn.tokens);
  return c.redirect(landingOf(finished), 303);
}

export function registerProviderRoutes(app: App, deps: ProviderDeps): void {
  app.openapi(list, (c) => {
    const known = deps.providers.map(({ id, name }) => ({ id, name, sign_in_path: `/auth/sign-in/${id}` }));
    return c.json(toWholeList(known), 200);
  });
  app.openapi(identities, async (c) => c.json(toWholeList(await deps.identities.list(c.var.user.userId)), 200));
  app.openapi(link, async (c) => {
    const { provider, return_to: returnTo } = c.req.valid('json');
    const { userId, sessionId } = c.var.user;
    const wanted = { provider, redirectUri: redirectUriOf(c, provider), returnTo, linkTo: { userId, sessionId } };
    const { authorizationUrl, cookie } = await beginSignIn(deps, clientOf(c), wanted);
    keepAttempt(c, cookie);
    return c.json({ authorization_url: authorizationUrl }, 201);
  });
  app.openapi(unlink, async (c) => {
    await removeIdentity(deps, c.var.user, c.req.valid('param').identity_id);
    return c.body(null, 204);
  });
  mountRaw(app, start, (c) => answerAsPage(c, () => begin(c, deps)));
  mountRaw(app, callback, (c) => answerAsPage(c, () => finish(c, deps)));
}
