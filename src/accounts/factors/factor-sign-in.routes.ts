import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonBody, jsonResponse } from '../../http/route-parts.ts';
import { loggedInSchema } from '../accounts.schemas.ts';
import { offerPasskeyFactor } from '../passkeys/passkey-options.ts';
import { requestOptionsSchema } from '../passkeys/passkeys.schemas.ts';
import { answerWithTokens } from '../sessions/session-route-parts.ts';
import { sessionKindSchema } from '../sessions/sessions.schemas.ts';
import type { FactorDeps } from './factor-deps.ts';
import { PROBLEMS, visitorOf } from './factor-route-parts.ts';
import { passkeyProofSchema, recoveryProofSchema, totpProofSchema } from './factors.schemas.ts';
import { passFactor } from './pass-factor.ts';

const tags = ['Authentication'];
const ticket = z.string().min(1).max(1000).openapi({ description: 'From the first step.' });
const second = { ticket, session: sessionKindSchema.default('tokens') };

const passFactorSchema = z.discriminatedUnion('method', [
  totpProofSchema.extend(second),
  recoveryProofSchema.extend(second),
  passkeyProofSchema.extend(second),
]);

const ticketInvalid = '`auth.ticket_invalid`: the ticket is unknown, used or over; sign in again.';

const pass = defineRoute({
  operationId: 'pass_factor',
  summary: 'Pass the second factor',
  description:
    'The second step of signing in: trades a ticket and a proof for a session. A wrong proof leaves the ticket good.',
  tags,
  method: 'post',
  path: '/api/v1/auth/factor',
  permission: 'public',
  request: { body: jsonBody(passFactorSchema) },
  responses: {
    200: jsonResponse('The user and tokens.', loggedInSchema),
    401: problem(`\`auth.wrong_proof\`: it is wrong, over or used before. ${ticketInvalid}`),
    403: PROBLEMS.wrongOrigin,
    429: PROBLEMS.tooMany,
  },
});

const options = defineRoute({
  operationId: 'get_factor_options',
  summary: 'Ask for a passkey as second factor',
  description: 'What a browser needs to prove the second factor with a passkey of the user.',
  tags,
  method: 'post',
  path: '/api/v1/auth/factor/options',
  permission: 'public',
  request: { body: jsonBody(z.strictObject({ ticket })) },
  responses: {
    200: jsonResponse('The options.', requestOptionsSchema),
    401: problem(ticketInvalid),
    422: PROBLEMS.nameNeeded,
  },
});

export function registerFactorSignIn(app: App, deps: FactorDeps): void {
  app.openapi(pass, async (c) => {
    const { ticket, session, ...proof } = c.req.valid('json');
    const work = () => passFactor(deps, visitorOf(c), { ticket, proof });
    return c.json(await answerWithTokens(c, deps, { session, work }), 200);
  });
  app.openapi(options, async (c) => {
    return c.json(await offerPasskeyFactor(deps, visitorOf(c), c.req.valid('json').ticket), 200);
  });
}
