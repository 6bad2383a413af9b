import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonBody, jsonResponse } from '../../http/route-parts.ts';
import { loggedInSchema } from '../accounts.schemas.ts';
import type { FactorDeps } from '../factors/factor-deps.ts';
import { PROBLEMS, visitorOf } from '../factors/factor-route-parts.ts';
import { answerWithTokens } from '../sessions/session-route-parts.ts';
import { sessionKindSchema } from '../sessions/sessions.schemas.ts';
import { offerPasskeySignIn } from './passkey-options.ts';
import { passkeyUseSchema, requestOptionsSchema } from './passkeys.schemas.ts';
import { signInWithPasskey } from './sign-in-with-passkey.ts';

const tags = ['Authentication'];
const path = '/api/v1/auth/passkey';

const options = defineRoute({
  operationId: 'get_passkey_options',
  summary: 'Ask for a passkey',
  description: 'What a browser needs to sign somebody in by a passkey. It says nothing of who has one.',
  tags,
  method: 'post',
  path: `${path}/options`,
  permission: 'public',
  responses: { 200: jsonResponse('The options.', requestOptionsSchema), 422: PROBLEMS.nameNeeded },
});

const signIn = defineRoute({
  operationId: 'sign_in_with_passkey',
  summary: 'Sign in with a passkey',
  description: 'Opens a session without a password. The device must have asked for a PIN, finger or face.',
  tags,
  method: 'post',
  path,
  permission: 'public',
  request: {
    body: jsonBody(z.strictObject({ credential: passkeyUseSchema, session: sessionKindSchema.default('tokens') })),
  },
  responses: {
    200: jsonResponse('The user and tokens.', loggedInSchema),
    401: PROBLEMS.wrongProof,
    403: PROBLEMS.wrongOrigin,
    429: PROBLEMS.tooMany,
  },
});

export function registerPasskeySignIn(app: App, deps: FactorDeps): void {
  app.openapi(options, (c) => c.json(offerPasskeySignIn(deps, visitorOf(c)), 200));
  app.openapi(signIn, async (c) => {
    const { credential, session } = c.req.valid('json');
    const work = () => signInWithPasskey(deps, visitorOf(c), credential);
    return c.json(await answerWithTokens(c, deps, { session, work }), 200);
  });
}
