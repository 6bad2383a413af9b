import type { Role } from '../../security/permissions.ts';
import { AppError } from '../../shared/errors.ts';
import type { MemberDeps } from './member-deps.ts';
import { lastOwner, memberNotFound } from './members.errors.ts';

type Seen = { readonly workspaceId: string; readonly userId: string; readonly seenRole: Role };

/** Says why a member was left as they were: gone or changed since, or the last owner. */
export async function throwUnchanged(deps: Pick<MemberDeps, 'members'>, seen: Seen): Promise<never> {
  const member = await deps.members.find(seen.workspaceId, seen.userId);
  if (member === null) throw memberNotFound();
  if (member.role === seen.seenRole) throw lastOwner();
  throw new AppError('members.changed_meanwhile', 409, 'Somebody else changed this member just now; look again.');
}
