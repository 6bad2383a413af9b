import { type Actor, ROLES, type Role } from '../security/permissions.ts';
import { roleAboveOwn } from './credentials.errors.ts';

/**
 * The least roles of the credentials that a role is shared: its own, and those below. Whoever has less than the least role of
 * a credential does not see it, does not change it, and takes it up in no workflow.
 */
export function sharedRoles(role: Role): readonly Role[] {
  return ROLES.slice(0, ROLES.indexOf(role) + 1);
}

/** Nobody shuts themselves out. Throws 403 `credentials.role_above_own`. */
export function assertMayGiveRole({ role }: Pick<Actor, 'role'>, least: Role | undefined): void {
  if (least !== undefined && !sharedRoles(role).includes(least)) throw roleAboveOwn(role);
}
