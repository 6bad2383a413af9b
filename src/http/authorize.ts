import type { MiddlewareHandler } from 'hono';
import { onBehalfOf, type TenantContext } from '../db/tenant-context.ts';
import { type Actor, type Permission, permissionsOfRole } from '../security/permissions.ts';
import { hashSecret } from '../security/secret-hash.ts';
import { STEP_UP_LIFETIME_MS } from '../security/step-up.ts';
import type { AppError } from '../shared/errors.ts';
import { isUuid } from '../shared/ids.ts';
import { workspaceBeingDeleted } from '../workspaces/workspaces.errors.ts';
import type { AppContext, AppEnv, SignedInUser } from './app-types.ts';
import { authenticateActor, authenticateUser } from './authenticate.ts';
import { malformedWorkspaceId, permissionDenied, sessionRequired, stepUpRequired } from './http.errors.ts';

/** What a route asks of its caller: nothing, a signed-in user, or a permission in the workspace of its path. */
export type RoutePermission = 'public' | 'authenticated' | Permission;

/**
 * A middleware that authenticates the caller and checks the permission. What follows asks the database on behalf of the caller.
 * Throws 401, 403 or 404.
 */
export function authorize(permission: RoutePermission): MiddlewareHandler<AppEnv> {
  return async function authorizeRequest(c, next) {
    if (permission === 'public') return next();
    const asker = permission === 'authenticated' ? await authorizeUser(c) : await authorizeActor(c, permission);
    return onBehalfOf(asker, next);
  };
}

/** A middleware after {@link authorize}: throws 403 unless the user proved within ten minutes who they are. No API key can. */
export function requireStepUp(): MiddlewareHandler<AppEnv> {
  return async function requireRecentProof(c, next) {
    const user: SignedInUser | undefined = c.var.user;
    if (user === undefined) throw sessionRequired();
    const { confirmedAt } = user;
    if (confirmedAt === null || confirmedAt + STEP_UP_LIFETIME_MS <= c.var.auth.now()) throw stepUpRequired();
    await next();
  };
}

async function authorizeUser(c: AppContext): Promise<TenantContext> {
  const user = await authenticateUser(c);
  c.set('user', user);
  return { userId: user.userId, workspaceId: null };
}

/**
 * A middleware before {@link authorize}, for streams, to which browsers send no headers: takes a ticket from the URL, once. One that
 * is no good proves nothing.
 */
export function takeTicket(): MiddlewareHandler<AppEnv> {
  return async function takeStreamTicket(c, next) {
    const { streamTickets, factors, now } = c.var.auth;
    const text = c.req.query('ticket') ?? '';
    const ticket = text === '' ? null : await streamTickets.verify(text, now());
    if (ticket !== null && ticket.workspaceId === c.req.param('workspace_id')?.toLowerCase()) {
      const spent = { hash: hashSecret(text), expires_at: new Date(ticket.expiresAt).toISOString() };
      if (await factors.spend(spent)) c.set('ticketProof', ticket.proof);
    }
    await next();
  };
}

async function authorizeActor(c: AppContext, permission: Permission): Promise<TenantContext> {
  const actor = await authenticateActor(c, workspaceIdOf(c));
  c.set('actor', actor);
  if (!actor.permissions.has(permission)) throw denial(actor, permission);
  return actor;
}

/** What the role of whoever is signed in has and the actor lacks, the deletion of the workspace has taken. */
function denial({ via, role }: Actor, permission: Permission): AppError {
  return via === 'token' && permissionsOfRole(role).has(permission)
    ? workspaceBeingDeleted()
    : permissionDenied(permission);
}

function workspaceIdOf(c: AppContext): string {
  const id = c.req.param('workspace_id') ?? '';
  if (!isUuid(id)) throw malformedWorkspaceId();
  return id.toLowerCase();
}
