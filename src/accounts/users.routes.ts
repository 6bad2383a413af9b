import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonBody, jsonResponse } from '../http/route-parts.ts';
import type { AccountDeps } from './account-deps.ts';
import { profileChangeSchema, userSchema } from './accounts.schemas.ts';
import { getProfile, updateProfile } from './profile.ts';

const tags = ['Users'];

const getMe = defineRoute({
  operationId: 'get_me',
  summary: 'Get my profile',
  description: 'The user who is signed in.',
  tags,
  method: 'get',
  path: '/api/v1/users/me',
  permission: 'authenticated',
  responses: { 200: jsonResponse('The user.', userSchema) },
});

const updateMe = defineRoute({
  operationId: 'update_me',
  summary: 'Change my profile',
  description: 'Changes the names of the user who is signed in. What is left out stays as it is.',
  tags,
  method: 'patch',
  path: '/api/v1/users/me',
  permission: 'authenticated',
  request: { body: jsonBody(profileChangeSchema) },
  responses: { 200: jsonResponse('The user as changed.', userSchema) },
});

export function registerUserRoutes(app: App, deps: Pick<AccountDeps, 'accounts' | 'ids' | 'now'>): void {
  app.openapi(getMe, async (c) => c.json(await getProfile(deps, c.var.user.userId), 200));
  app.openapi(updateMe, async (c) => c.json(await updateProfile(deps, c.var.user, c.req.valid('json')), 200));
}
