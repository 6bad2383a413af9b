import { z } from '@hono/zod-openapi';
import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { idParameter, jsonBody, jsonResponse, workspacePath } from '../http/route-parts.ts';
import { pageQuery, pageSchema } from '../shared/pagination.ts';
import type { ApiKeyDeps } from './api-key-deps.ts';
import { apiKeyChangeSchema, apiKeySchema, createApiKeySchema, createdApiKeySchema } from './api-keys.schemas.ts';
import { changeApiKey } from './change-api-key.ts';
import { createApiKey } from './create-api-key.ts';
import { getApiKey } from './get-api-key.ts';
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { rotateApiKey } from './rotate-api-key.ts';

const tags = ['API keys'];
const path = '/api/v1/workspaces/{workspace_id}/api-keys';

const create = defineRoute({
  operationId: 'create_api_key',
  summary: 'Create an API key',
  description:
    'Makes a key for programs of the caller, or a service key that outlives its maker. The key is in the answer, and never ' +
    'shown again.',
  tags,
  method: 'post',
  path,
  permission: 'api_keys:manage',
  stepUp: true,
  request: { params: workspacePath, body: jsonBody(createApiKeySchema) },
  responses: { 201: jsonResponse('The key.', createdApiKeySchema) },
});

const list = defineRoute({
  operationId: 'list_api_keys',
  summary: 'List API keys',
  description: 'The keys of the workspace, newest first, revoked ones too. Never the keys themselves.',
  tags,
  method: 'get',
  path,
  permission: 'api_keys:manage',
  request: { params: workspacePath, query: z.strictObject(pageQuery) },
  responses: { 200: jsonResponse('One page of keys.', pageSchema(apiKeySchema)) },
});

const keyParameters = workspacePath.extend({ api_key_id: idParameter('The API key.') });

const get = defineRoute({
  operationId: 'get_api_key',
  summary: 'Get an API key',
  description: 'One key of the workspace, a revoked one too. Never the key itself.',
  tags,
  method: 'get',
  path: `${path}/{api_key_id}`,
  permission: 'api_keys:manage',
  request: { params: keyParameters },
  responses: { 200: jsonResponse('The key.', apiKeySchema) },
});

const change = defineRoute({
  operationId: 'update_api_key',
  summary: 'Change an API key',
  description: 'Renames a key, or takes scopes from it: a key never gets more than it has. A revoked one is not found.',
  tags,
  method: 'patch',
  path: `${path}/{api_key_id}`,
  permission: 'api_keys:manage',
  request: { params: keyParameters, body: jsonBody(apiKeyChangeSchema) },
  responses: { 200: jsonResponse('The key as changed.', apiKeySchema) },
});

const rotate = defineRoute({
  operationId: 'rotate_api_key',
  summary: 'Replace an API key',
  description:
    'Draws a new key with the same name, scopes and expiry. The one before ends at once. One’s own and service keys only.',
  tags,
  method: 'post',
  path: `${path}/{api_key_id}/rotate`,
  permission: 'api_keys:manage',
  stepUp: true,
  request: { params: keyParameters },
  responses: { 200: jsonResponse('The new key.', createdApiKeySchema) },
});

const revoke = defineRoute({
  operationId: 'revoke_api_key',
  summary: 'Revoke an API key',
  description: 'Ends a key at once and for good.',
  tags,
  method: 'delete',
  path: `${path}/{api_key_id}`,
  permission: 'api_keys:manage',
  request: { params: keyParameters },
  responses: { 204: { description: 'Revoked.' } },
});

export function registerApiKeyRoutes(app: App, deps: ApiKeyDeps): void {
  app.openapi(create, async (c) => c.json(await createApiKey(deps, c.var.actor, c.req.valid('json')), 201));
  app.openapi(list, async (c) => c.json(await listApiKeys(deps, c.var.actor, c.req.valid('query')), 200));
  app.openapi(get, async (c) => c.json(await getApiKey(deps, c.var.actor, c.req.valid('param').api_key_id), 200));
  app.openapi(change, async (c) => {
    const request = { id: c.req.valid('param').api_key_id, change: c.req.valid('json') };
    return c.json(await changeApiKey(deps, c.var.actor, request), 200);
  });
  app.openapi(rotate, async (c) => c.json(await rotateApiKey(deps, c.var.actor, c.req.valid('param').api_key_id), 200));
  app.openapi(revoke, async (c) => {
    await revokeApiKey(deps, c.var.actor, c.req.valid('param').api_key_id);
    return c.body(null, 204);
  });
}
