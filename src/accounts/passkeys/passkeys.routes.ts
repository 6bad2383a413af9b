import { z } from '@hono/zod-openapi';
import type { App } from '../../http/app-types.ts';
import { problem } from '../../http/problem-responses.ts';
import { defineRoute } from '../../http/route.ts';
import { idParameter, jsonBody, jsonResponse } from '../../http/route-parts.ts';
import type { FactorDeps } from '../factors/factor-deps.ts';
import { holderOf, PROBLEMS } from '../factors/factor-route-parts.ts';
import { addPasskey } from './add-passkey.ts';
import { removePasskey, renamePasskey } from './change-passkey.ts';
import { listPasskeys } from './list-passkeys.ts';
import { offerNewPasskey } from './passkey-options.ts';
import {
  addedPasskeySchema,
  addPasskeySchema,
  creationOptionsSchema,
  passkeySchema,
  renamePasskeySchema,
} from './passkeys.schemas.ts';

const tags = ['Users'];
const path = '/api/v1/users/me/passkeys';
const own = z.strictObject({ passkey_id: idParameter('The passkey.') });
const notFound = problem('`passkeys.not_found`: the user has no such passkey.');

const list = defineRoute({
  operationId: 'list_passkeys',
  summary: 'List my passkeys',
  description: 'All passkeys of the user, oldest first.',
  tags,
  method: 'get',
  path,
  permission: 'authenticated',
  responses: { 200: jsonResponse('The passkeys.', z.strictObject({ data: z.array(passkeySchema) })) },
});

const options = defineRoute({
  operationId: 'get_new_passkey_options',
  summary: 'Ask for a new passkey',
  description: 'What a browser needs to make a passkey for the user.',
  tags,
  method: 'post',
  path: `${path}/options`,
  permission: 'authenticated',
  stepUp: true,
  responses: { 200: jsonResponse('The options.', creationOptionsSchema), 422: PROBLEMS.nameNeeded },
});

const add = defineRoute({
  operationId: 'add_passkey',
  summary: 'Add a passkey',
  description:
    'Adds the passkey that the browser made. It signs in by itself, and is a second factor beside a password. With the first ' +
    'factor come ten recovery codes, and all sessions end that passed none, but for this one.',
  tags,
  method: 'post',
  path,
  permission: 'authenticated',
  stepUp: true,
  request: { body: jsonBody(addPasskeySchema) },
  responses: {
    201: jsonResponse('Added.', addedPasskeySchema),
    409: problem('`passkeys.known`: it is registered already. `passkeys.too_many`: nobody has more than 20.'),
    422: problem('`passkeys.invalid`: it was not made here, for this user and in answer to the last options.'),
  },
});

const rename = defineRoute({
  operationId: 'rename_passkey',
  summary: 'Rename a passkey',
  description: 'Changes the name by which the user knows it.',
  tags,
  method: 'patch',
  path: `${path}/{passkey_id}`,
  permission: 'authenticated',
  request: { params: own, body: jsonBody(renamePasskeySchema) },
  responses: { 204: { description: 'Renamed.' }, 404: notFound },
});

const remove = defineRoute({
  operationId: 'remove_passkey',
  summary: 'Remove a passkey',
  description: 'It signs in no more. With the last factor, the recovery codes go.',
  tags,
  method: 'delete',
  path: `${path}/{passkey_id}`,
  permission: 'authenticated',
  stepUp: true,
  request: { params: own },
  responses: { 204: { description: 'Removed.' }, 404: notFound },
});

export function registerPasskeyRoutes(app: App, deps: FactorDeps): void {
  app.openapi(list, async (c) => c.json(await listPasskeys(deps, c.var.user), 200));
  app.openapi(options, async (c) => c.json(await offerNewPasskey(deps, holderOf(c)), 200));
  app.openapi(add, async (c) => c.json(await addPasskey(deps, holderOf(c), c.req.valid('json')), 201));
  app.openapi(rename, async (c) => {
    const { name } = c.req.valid('json');
    await renamePasskey(deps, c.var.user, { id: c.req.valid('param').passkey_id, name });
    return c.body(null, 204);
  });
  app.openapi(remove, async (c) => {
    await removePasskey(deps, c.var.user, c.req.valid('param').passkey_id);
    return c.body(null, 204);
  });
}
