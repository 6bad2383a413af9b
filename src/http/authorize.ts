import type { MiddlewareHandler } from 'hono';
import type { Permission } from '../security/permissions.ts';
import { isUuid } from '../shared/ids.ts';
import type { AppContext, AppEnv } from './app-types.ts';
import { authenticateActor, authenticateUser } from './authenticate.ts';
import { malformedWorkspaceId, permissionDenied } from './http.errors.ts';

/** What a route asks of its caller: nothing, a signed-in user, or a permission in the workspace of its path. */
export type RoutePermission = 'public' | 'authenticated' | Permission;

/** A middleware that authenticates the caller and checks the permission. Throws 401, 403 or 404. */
export function authorize(permission: RoutePermission): MiddlewareHandler<AppEnv> {
  return async function authorizeRequest(c, next) {
    if (permission === 'authenticated') c.set('user', await authenticateUser(c));
    else if (permission !== 'public') await authorizeActor(c, permission);
    await next();
  };
}

async function authorizeActor(c: AppContext, permission: Permission): Promise<void> {
  const actor = await authenticateActor(c, workspaceIdOf(c));
  if (!actor.permissions.has(permission)) throw permissionDenied(permission);
  c.set('actor', actor);
}

function workspaceIdOf(c: AppContext): string {
  const id = c.req.param('workspace_id') ?? '';
  if (!isUuid(id)) throw malformedWorkspaceId();
  return id.toLowerCase();
}
