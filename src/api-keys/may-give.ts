import { type Actor, permissionsOfRole } from '../security/permissions.ts';
import { scopesBeyondRole, scopesDenied } from './api-keys.errors.ts';
import type { ApiKey } from './api-keys.schemas.ts';

/** Nobody shows a key to themselves that opens more than they may, and a key of somebody else is not theirs to be shown. */
export function assertMayGive(actor: Actor, { scopes, user_id }: Pick<ApiKey, 'scopes' | 'user_id'>): void {
  const theirs = user_id === null || user_id === actor.userId;
  const denied = scopes.filter((scope) => !theirs || !has(actor.permissions, scope));
  if (denied.length > 0) throw scopesDenied(denied);
}

/** A service key has a role of its own, and no scope beyond it; what a person's role lacks does not count, and may come later. */
export function assertWithinRole({ scopes, service_role }: Pick<ApiKey, 'scopes' | 'service_role'>): void {
  if (service_role === null) return;
  const beyond = scopes.filter((scope) => !has(permissionsOfRole(service_role), scope));
  if (beyond.length > 0) throw scopesBeyondRole(beyond);
}

function has(permissions: ReadonlySet<string>, scope: string): boolean {
  return permissions.has(scope);
}
