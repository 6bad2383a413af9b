import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonBody, jsonResponse } from '../../http/route-parts.ts';
import type { FactorDeps } from '../factors/factor-deps.ts';
import { holderOf, PROBLEMS } from '../factors/factor-route-parts.ts';
import { offerPasskeyStepUp } from '../passkeys/passkey-options.ts';
import { requestOptionsSchema } from '../passkeys/passkeys.schemas.ts';
import { confirmedSchema, stepUpSchema } from './step-up.schemas.ts';
import { stepUp } from './step-up.ts';

const tags = ['Authentication'];

const prove = defineRoute({
  operationId: 'step_up',
  summary: 'Prove again who you are',
  description:
    'For ten minutes, the session may do what asks for a fresh proof (`x-step-up`). Whoever has a second factor proves it with ' +
    'one: a password alone will not do.',
  tags,
  method: 'post',
  path: '/api/v1/auth/step-up',
  permission: 'authenticated',
  request: { body: jsonBody(stepUpSchema) },
  responses: {
    200: jsonResponse('Until when the proof is good.', confirmedSchema),
    403: problem(
      '`auth.wrong_proof`: it is wrong, over or used before; `auth.wrong_password`. `auth.factor_needed`: the user has a factor, and this is none.',
    ),
    429: PROBLEMS.tooMany,
  },
});

const options = defineRoute({
  operationId: 'get_step_up_options',
  summary: 'Ask for a passkey as fresh proof',
  description: 'What a browser needs to prove with a passkey who is signed in.',
  tags,
  method: 'post',
  path: '/api/v1/auth/step-up/options',
  permission: 'authenticated',
  responses: { 200: jsonResponse('The options.', requestOptionsSchema), 422: PROBLEMS.nameNeeded },
});

export function registerStepUpRoutes(app: App, deps: FactorDeps): void {
  app.openapi(prove, async (c) => c.json(await stepUp(deps, holderOf(c), c.req.valid('json')), 200));
  app.openapi(options, async (c) => c.json(await offerPasskeyStepUp(deps, holderOf(c)), 200));
}
