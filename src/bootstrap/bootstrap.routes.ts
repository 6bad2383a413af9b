import type { App } from '../http/app-types.ts';
import { defineRoute } from '../http/route.ts';
import { jsonResponse } from '../http/route-parts.ts';
import { bootstrapSchema } from './bootstrap.schemas.ts';
import { type BootstrapDeps, getBootstrap } from './get-bootstrap.ts';

const get = defineRoute({
  operationId: 'get_bootstrap',
  summary: 'Get all that a page begins with',
  description:
    'In one call: the user, the session, and the workspaces with role, permissions, plan, and whether a second factor is needed.',
  tags: ['Users'],
  method: 'get',
  path: '/api/v1/bootstrap',
  permission: 'authenticated',
  responses: { 200: jsonResponse('What a page begins with.', bootstrapSchema) },
});

export function registerBootstrapRoutes(app: App, deps: BootstrapDeps): void {
  app.openapi(get, async (c) => c.json(await getBootstrap(deps, c.var.user), 200));
}
