import { z } from '@hono/zod-openapi';
import type { App } from '../http/app-types.ts';
import { problem } from '../http/problem-responses.ts';
import { defineRoute } from '../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { pageSchema, toWholeList, wholeListSchema } from '../shared/pagination.ts';
import { createCredential } from './create-credential.ts';
import type { CredentialDeps } from './credential-deps.ts';
import {
  createCredentialSchema,
  credentialSchema,
  credentialSummarySchema,
  credentialTypeSchema,
  listCredentialsSchema,
  updateCredentialSchema,
} from './credentials.schemas.ts';
import { deleteCredential } from './delete-credential.ts';
import { getCredential } from './get-credential.ts';
import { listCredentials } from './list-credentials.ts';
import { listCredentialTypes } from './types/list-credential-types.ts';
import { updateCredential } from './update-credential.ts';

const tags = ['Credentials'];
const PATH = '/api/v1/workspaces/{workspace_id}/credentials';

const credentialPath = workspacePath.extend({ credential_id: idParameter('The credential.') });
const dataProblem = problem(
  '`credentials.unknown_type`, `credentials.invalid_data`, `credentials.hosts_required`, or `credentials.hosts_unused`.',
);

const create = defineRoute({
  operationId: 'create_credential',
  summary: 'Create a credential',
  description:
    'Stores a secret that nodes may use, with the hosts that it may be sent to: `*` alone for any; left out, those that the type brings. The data are encrypted at once.',
  tags,
  method: 'post',
  path: PATH,
  permission: 'credentials:write',
  request: { params: workspacePath, body: jsonBody(createCredentialSchema) },
  responses: { 201: jsonResponse('The credential, without its data.', credentialSchema), 422: dataProblem },
});

const list = defineRoute({
  operationId: 'list_credentials',
  summary: 'List credentials',
  description: 'The credentials of the workspace, newest first, without their data.',
  tags,
  method: 'get',
  path: PATH,
  permission: 'credentials:read',
  request: { params: workspacePath, query: listCredentialsSchema },
  responses: { 200: jsonResponse('A page of credentials.', pageSchema(credentialSummarySchema)) },
});

const get = defineRoute({
  operationId: 'get_credential',
  summary: 'Get a credential',
  description: 'The credential with the names of the fields that are set, never their values.',
  tags,
  method: 'get',
  path: `${PATH}/{credential_id}`,
  permission: 'credentials:read',
  request: { params: credentialPath },
  responses: { 200: jsonResponse('The credential, without its data.', credentialSchema) },
});

const update = defineRoute({
  operationId: 'update_credential',
  summary: 'Change a credential',
  description:
    'Changes what is sent and keeps what is left out. Data are replaced as a whole; the type never changes. Without data, `allowed_hosts` can only become fewer. Data that are replaced bring the hosts of their type along, unless others are named.',
  tags,
  method: 'patch',
  path: `${PATH}/{credential_id}`,
  permission: 'credentials:write',
  request: { params: credentialPath, body: jsonBody(updateCredentialSchema) },
  responses: {
    200: jsonResponse('The credential, without its data.', credentialSchema),
    409: problem('`credentials.changed_meanwhile`: somebody changed its hosts at the same moment.'),
    422: problem('`credentials.invalid_data`, or `credentials.secret_required`: send data for further hosts.'),
  },
});

const remove = defineRoute({
  operationId: 'delete_credential',
  summary: 'Delete a credential',
  description: 'Deletes a credential that no drafted or published workflow uses, or any with `force=true`.',
  tags,
  method: 'delete',
  path: `${PATH}/{credential_id}`,
  permission: 'credentials:write',
  request: { params: credentialPath, query: z.strictObject({ force: z.enum(['true', 'false']).default('false') }) },
  responses: {
    204: { description: 'Deleted.' },
    409: problem('`credentials.in_use`: `errors` names the workflows, up to 100.'),
  },
});

const types = defineRoute({
  operationId: 'list_credential_types',
  summary: 'List credential types',
  description: 'Every kind of credential, with the JSON Schema of its data.',
  tags,
  method: 'get',
  path: '/api/v1/credential-types',
  permission: 'authenticated',
  responses: {
    200: jsonResponse('The types.', wholeListSchema(credentialTypeSchema)),
  },
});

export function registerCredentialRoutes(app: App, deps: CredentialDeps): void {
  app.openapi(create, async (c) => c.json(await createCredential(deps, c.var.actor, c.req.valid('json')), 201));
  app.openapi(list, async (c) => c.json(await listCredentials(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(get, async (c) =>
    c.json(await getCredential(deps, c.var.actor, c.req.valid('param').credential_id), 200),
  );
  app.openapi(update, async (c) => {
    const id = c.req.valid('param').credential_id;
    return c.json(await updateCredential(deps, c.var.actor, { id, input: c.req.valid('json') }), 200);
  });
  app.openapi(remove, async (c) => {
    const force = c.req.valid('query').force === 'true';
    await deleteCredential(deps, c.var.actor, { id: c.req.valid('param').credential_id, force });
    return c.body(null, 204);
  });
  app.openapi(types, (c) => c.json(toWholeList(listCredentialTypes()), 200));
}
