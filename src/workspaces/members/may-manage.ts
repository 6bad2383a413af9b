import type { Actor, Role } from '../../security/permissions.ts';
import { ownersOnly, personRequired } from './members.errors.ts';

type Manager = Pick<Actor, 'role' | 'via'>;

/** Owners touch owners, and make new ones; an API key never does. Whoever else manages members does so up to admins. */
function mayTouch({ role, via }: Manager, touched: Role): boolean {
  return touched !== 'owner' || (role === 'owner' && via === 'token');
}

/**
 * Throws `members.owner_required` unless the actor, who has `members:manage`, may turn a member of one role into one of another.
 * `null`: no member.
 */
export function assertMayManage(actor: Manager, from: Role | null, to: Role | null): void {
  if (from !== null && !mayTouch(actor, from)) throw ownersOnly();
  if (to !== null && !mayTouch(actor, to)) throw ownersOnly();
}

/** The user behind the actor. Throws `members.person_required` for a service key, which stands for nobody. */
export function personOf({ userId }: Pick<Actor, 'userId'>): string {
  if (userId === null) throw personRequired();
  return userId;
}
