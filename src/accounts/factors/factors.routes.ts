import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { jsonBody, jsonResponse } from '../../http/route-parts.ts';
import { confirmTotp } from './confirm-totp.ts';
import type { FactorDeps } from './factor-deps.ts';
import { PROBLEMS } from './factor-route-parts.ts';
import {
  addedFactorSchema,
  confirmTotpSchema,
  factorsSchema,
  proposedTotpSchema,
  recoveryCodesSchema,
  removeTotpSchema,
} from './factors.schemas.ts';
import { listFactors } from './list-factors.ts';
import { proposeTotp } from './propose-totp.ts';
import { removeTotp } from './remove-totp.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';

const tags = ['Users'];
const path = '/api/v1/users/me/factors';

const list = defineRoute({
  operationId: 'list_factors',
  summary: 'List my second factors',
  description: 'What the user can prove who they are with, beside a password.',
  tags,
  method: 'get',
  path,
  permission: 'authenticated',
  responses: { 200: jsonResponse('The factors.', factorsSchema) },
});

const propose = defineRoute({
  operationId: 'propose_totp',
  summary: 'Set up an authenticator app',
  description: 'Draws the secret of a new app (RFC 6238). It counts for nothing until a first code confirms it.',
  tags,
  method: 'post',
  path: `${path}/totp`,
  permission: 'authenticated',
  stepUp: true,
  responses: {
    200: jsonResponse('The secret, shown this once.', proposedTotpSchema),
    409: problem('`factors.totp_exists`: there is an app already.'),
  },
});

const confirm = defineRoute({
  operationId: 'confirm_totp',
  summary: 'Confirm the authenticator app',
  description:
    'Makes the app that was set up count. With the first factor come ten recovery codes, and all sessions end that passed none, ' +
    'but for this one.',
  tags,
  method: 'post',
  path: `${path}/totp/confirm`,
  permission: 'authenticated',
  stepUp: true,
  request: { body: jsonBody(confirmTotpSchema) },
  responses: {
    200: jsonResponse('Added.', addedFactorSchema),
    403: PROBLEMS.wrongProof,
    409: problem('`factors.totp_not_proposed`: no app waits to be confirmed.'),
    429: PROBLEMS.tooMany,
  },
});

const remove = defineRoute({
  operationId: 'remove_totp',
  summary: 'Remove the authenticator app',
  description:
    'Takes a code of the app or the password, beside the step-up. With the last factor, the recovery codes go.',
  tags,
  method: 'post',
  path: `${path}/totp/remove`,
  permission: 'authenticated',
  stepUp: true,
  request: { body: jsonBody(removeTotpSchema) },
  responses: {
    204: { description: 'Removed.' },
    403: PROBLEMS.wrongProof,
    404: problem('`factors.totp_not_found`: there is no app.'),
    429: PROBLEMS.tooMany,
  },
});

const renew = defineRoute({
  operationId: 'renew_recovery_codes',
  summary: 'Get new recovery codes',
  description: 'Gives ten new codes, each good once. Those from before are worth nothing from then on.',
  tags,
  method: 'post',
  path: `${path}/recovery-codes`,
  permission: 'authenticated',
  stepUp: true,
  responses: {
    200: jsonResponse('The codes, shown this once.', recoveryCodesSchema),
    409: problem('`factors.none`: the user has no factor.'),
  },
});

export function registerFactorRoutes(app: App, deps: FactorDeps): void {
  app.openapi(list, async (c) => c.json(await listFactors(deps, c.var.user), 200));
  app.openapi(propose, async (c) => c.json(await proposeTotp(deps, c.var.user), 200));
  app.openapi(confirm, async (c) => c.json(await confirmTotp(deps, c.var.user, c.req.valid('json').code), 200));
  app.openapi(remove, async (c) => {
    await removeTotp(deps, c.var.user, c.req.valid('json'));
    return c.body(null, 204);
  });
  app.openapi(renew, async (c) => c.json(await renewRecoveryCodes(deps, c.var.user), 200));
}
