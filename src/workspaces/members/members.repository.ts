import { and, eq, gt } from 'drizzle-orm';
import { users } from '../../accounts/accounts.table.ts';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { PeopleDatabase } from '../../db/client.ts';
import { inTurn } from '../../db/in-turn.ts';
import type { Role } from '../../security/permissions.ts';
import { workspaceMembers } from '../workspaces.table.ts';
import { CHANGE_ROLE, REMOVE, TRANSFER } from './member-statements.ts';
import type { Member } from './members.schemas.ts';

/** `after`: the membership that the page starts after. */
type MemberListing = { readonly workspaceId: string; readonly after: string | null; readonly limit: number };

/** A member, and the id of the membership. */
type ListedMember = { readonly id: string; readonly member: Member };

/** Which member, as whoever changes it saw them. */
type Choice = {
  readonly workspaceId: string;
  readonly userId: string;
  readonly seenRole: Role;
  readonly audit: AuditEntry;
};

export type MemberRepository = {
  /** The members of a workspace, in the order in which they joined. */
  list(listing: MemberListing): Promise<readonly ListedMember[]>;
  find(workspaceId: string, userId: string): Promise<Member | null>;
  /** `false`, and nothing changed, if the member has another role by now, or is the last owner. */
  changeRole(change: Choice & { readonly role: Role }): Promise<boolean>;
  /** Ends the membership and with it, by a trigger, the member's API keys; their invitations, too; `false` as above. */
  remove(removal: Choice & { readonly now: number; readonly barred: boolean }): Promise<boolean>;
  /** `false`, and nothing changed, if the one is no owner, or the other no active member. */
  transfer(transfer: Transferral): Promise<boolean>;
};

type Transferral = {
  readonly workspaceId: string;
  readonly from: string;
  readonly to: string;
  readonly keepRole: Role;
  readonly audit: AuditEntry;
};

const columns = {
  id: workspaceMembers.id,
  user_id: workspaceMembers.user_id,
  email: users.email,
  first_name: users.first_name,
  last_name: users.last_name,
  role: workspaceMembers.role,
  mfa_enabled: users.mfa_enabled,
  joined_at: workspaceMembers.joined_at,
};

type Row = Omit<Member, 'joined_at'> & { readonly id: string; readonly joined_at: Date };

function toListed({ id, joined_at, ...row }: Row): ListedMember {
  return { id, member: { ...row, joined_at: joined_at.toISOString() } };
}

export function createMemberRepository(db: PeopleDatabase): MemberRepository {
  const read = () =>
    db.orm.select(columns).from(workspaceMembers).innerJoin(users, eq(users.id, workspaceMembers.user_id)).$dynamic();
  const inWorkspace = (workspaceId: string) => eq(workspaceMembers.workspace_id, workspaceId);

  async function write(
    statement: string,
    { audit, workspaceId }: { readonly audit: AuditEntry; readonly workspaceId: string },
    rest: readonly unknown[],
  ): Promise<boolean> {
    const rows = await inTurn(db, workspaceId, statement, [JSON.stringify({ audit }), workspaceId, ...rest]);
    return rows.length === 1;
  }

  return {
    list: async ({ workspaceId, after, limit }) => {
      const later = after === null ? undefined : gt(workspaceMembers.id, after);
      const rows = await read()
        .where(and(inWorkspace(workspaceId), later))
        .orderBy(workspaceMembers.id)
        .limit(limit);
      return rows.map(toListed);
    },
    find: async (workspaceId, userId) => {
      const [row] = await read().where(and(inWorkspace(workspaceId), eq(workspaceMembers.user_id, userId)));
      return row ? toListed(row).member : null;
    },
    changeRole: (change) => write(CHANGE_ROLE, change, [change.userId, change.role, change.seenRole]),
    remove: (removal) => {
      const { userId, seenRole, now, barred } = removal;
      return write(REMOVE, removal, [userId, seenRole, new Date(now).toISOString(), barred]);
    },
    transfer: (change) => write(TRANSFER, change, [change.to, change.from, change.keepRole]),
  };
}
