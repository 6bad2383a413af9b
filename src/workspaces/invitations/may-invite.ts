import type { Actor, Role } from '../../security/permissions.ts';
import { assertMayManage } from '../members/may-manage.ts';
import { linkRoleTooHigh } from './invitations.errors.ts';

/** Throws unless the actor may invite into this role: owners are made by owners alone, and links make members at most, or admins if an owner says so. */
export function assertMayInvite(actor: Pick<Actor, 'role' | 'via'>, role: Role, byLink: boolean): void {
  assertMayManage(actor, null, role);
  if (!byLink || role === 'viewer' || role === 'member') return;
  if (role === 'owner' || actor.role !== 'owner') throw linkRoleTooHigh();
}

/**
 * The same in SQL, for an invitation `i` and the membership `m` of whoever sent it: asked again when it is accepted, so that what they
 * lost ends what they gave.
 */
export const STILL_MAY_INVITE = `(m.role = 'owner' OR (m.role = 'admin' AND i.role <> 'owner'
  AND (i.email IS NOT NULL OR i.role IN ('viewer', 'member'))))`;
