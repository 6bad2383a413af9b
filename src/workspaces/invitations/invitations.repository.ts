import { z } from 'zod';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { Database } from '../../db/client.ts';
import { violates } from '../../db/database-errors.ts';
import type { Databases } from '../../db/databases.ts';
import { LOCK_WORKSPACE } from '../../db/in-turn.ts';
import type { QueuedMail } from '../../mail/mailer.ts';
import { membersReached } from '../../plans/plans.errors.ts';
import {
  ACCEPT,
  CREATE_INVITATION,
  FIND_OFFER,
  HAS_ROOM,
  isoText,
  LOCK_INVITING,
  LOOK,
  RENEW_INVITATION,
  REVOKE_INVITATION,
  statusAt,
} from './invitation-statements.ts';
import {
  type Invitation,
  invitationSchema,
  offeredInvitationSchema,
  type PublicOffer,
  publicOfferSchema,
} from './invitations.schemas.ts';

/** The row of a new invitation. */
type NewInvitation = Pick<
  Invitation,
  'id' | 'invited_by' | 'email' | 'role' | 'max_uses' | 'created_at' | 'expires_at'
> & { readonly workspace_id: string; readonly token_hash: string };

type Choice = { readonly workspaceId: string; readonly id: string; readonly now: string };
type Renewal = {
  readonly id: string;
  readonly workspace_id: string;
  readonly token_hash: string;
  readonly expires_at: string;
  readonly invited_by: string;
  readonly now: string;
};

/** The mails that the statement queues, and what it writes down. */
type Told = { readonly mails: readonly QueuedMail[]; readonly audit: AuditEntry };

/** Whoever shows a token. */
export type Bearer = { readonly tokenHash: string; readonly userId: string; readonly now: string };

const offerSchema = offeredInvitationSchema.extend({
  id: z.uuid(),
  /** Whether it was sent to the address of the user, who has verified it; a link fits everybody. */
  fits: z.boolean(),
  verified: z.boolean(),
  joined: z.boolean(),
});
export type Offer = z.infer<typeof offerSchema>;

export type InvitationRepository = {
  /** `false`, and nothing stored, if the address is that of a member. */
  create(creation: Told & { readonly invitation: NewInvitation }): Promise<boolean>;
  /** The invitations of a workspace, newest first: those before the one with the id `after`. */
  list(listing: Omit<Choice, 'id'> & { readonly after: string | null; readonly limit: number }): Promise<Invitation[]>;
  find(choice: Choice): Promise<Invitation | null>;
  revoke(choice: Choice, audit: AuditEntry): Promise<boolean>;
  /** `false` if it is no mailed one, or used, or revoked. */
  renew(renewal: Told & { readonly renewal: Renewal }): Promise<boolean>;
  /** What a token offers to somebody who is nobody yet; `null` if it does not count. */
  look(tokenHash: string, now: string): Promise<PublicOffer | null>;
  /** What a token offers to a user; `null` if it does not count for them. */
  findOffer(bearer: Bearer): Promise<Offer | null>;
  /** Whether the plan of the workspace allows another member at the moment. */
  hasRoom(workspaceId: string): Promise<boolean>;
  /**
   * Whether the user has become a member by it; not if it no longer counts, or they were one. Throws `plans.members_reached`.
   */
  accept(bearer: Bearer, membershipId: string, audit: AuditEntry): Promise<boolean>;
};

const SELECT = `SELECT i.id, i.email, i.role, i.invited_by, i.max_uses, i.uses, ${statusAt('$2')} AS status,
  ${['created_at', 'expires_at', 'revoked_at'].map((column) => `${isoText(`i.${column}`)} AS ${column}`).join(', ')}
FROM invitations i WHERE i.workspace_id = $1::uuid`;

const LIST = `${SELECT} AND ($3::uuid IS NULL OR i.id < $3::uuid) ORDER BY i.id DESC LIMIT $4::int`;

function queryOf({ sql }: Database) {
  return async (statement: string, parameters: readonly unknown[]) => sql.query(statement, [...parameters]);
}

/** Whoever accepts an invitation is not in the workspace yet, so authentication lets them in. */
export function createInvitationRepository({ people, auth }: Pick<Databases, 'people' | 'auth'>): InvitationRepository {
  const query = queryOf(people);
  const ask = queryOf(auth);
  const audited = (audit: AuditEntry) => JSON.stringify({ audit });

  /** A statement with what it takes, after one that locks. */
  async function locked(
    { sql }: Database,
    lock: readonly [string, string],
    [statement, ...parameters]: readonly [string, ...unknown[]],
  ) {
    const results = await sql.transaction([sql.query(lock[0], [lock[1]]), sql.query(statement, parameters)]);
    return results.at(-1)?.length === 1;
  }

  return {
    create: (creation) =>
      locked(people, [LOCK_WORKSPACE, creation.invitation.workspace_id], [CREATE_INVITATION, JSON.stringify(creation)]),
    list: async ({ workspaceId, now, after, limit }) => {
      const rows = await query(LIST, [workspaceId, now, after, limit]);
      return rows.map((row) => invitationSchema.parse(row));
    },
    find: async ({ workspaceId, id, now }) => {
      const [row] = await query(`${SELECT} AND i.id = $3::uuid`, [workspaceId, now, id]);
      return row === undefined ? null : invitationSchema.parse(row);
    },
    revoke: async ({ workspaceId, id, now }, audit) =>
      (await query(REVOKE_INVITATION, [audited(audit), workspaceId, id, now])).length === 1,
    renew: async (renewal) => (await query(RENEW_INVITATION, [JSON.stringify(renewal)])).length === 1,
    look: async (tokenHash, now) => {
      const [row] = await ask(LOOK, [tokenHash, now]);
      return row === undefined ? null : publicOfferSchema.parse(row);
    },
    findOffer: async ({ tokenHash, userId, now }) => {
      const [row] = await ask(FIND_OFFER, [tokenHash, now, userId]);
      return row === undefined ? null : offerSchema.parse(row);
    },
    hasRoom: async (workspaceId) => (await query(HAS_ROOM, [workspaceId]))[0]?.has_room !== false,
    accept: async ({ tokenHash, userId, now }, membershipId, audit) => {
      try {
        const accepted = [ACCEPT, tokenHash, now, userId, membershipId, audited(audit)] as const;
        return await locked(auth, [LOCK_INVITING, tokenHash], accepted);
      } catch (error) {
        if (violates(error, 'plan_members')) throw membersReached();
        throw error;
      }
    },
  };
}
