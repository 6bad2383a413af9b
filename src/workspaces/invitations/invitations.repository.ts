import { z } from 'zod';
import type { AuditEntry } from '../../audit/audited-change.ts';
import type { Database } from '../../db/client.ts';
import type { Databases } from '../../db/databases.ts';
import {
  ACCEPT,
  CREATE_INVITATION,
  FIND_OFFER,
  isoText,
  RENEW_INVITATION,
  REVOKE_INVITATION,
  statusAt,
} from './invitation-statements.ts';
import { type Invitation, invitationSchema, offeredInvitationSchema } from './invitations.schemas.ts';

/** The row of a new invitation. */
type NewInvitation = Pick<
  Invitation,
  'id' | 'invited_by' | 'email' | 'role' | 'max_uses' | 'created_at' | 'expires_at'
> & { readonly workspace_id: string; readonly token_hash: string };

type Choice = { readonly workspaceId: string; readonly id: string; readonly now: string };
type Renewal = Choice & { readonly tokenHash: string; readonly expiresAt: string; readonly invitedBy: string };

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
  create(invitation: NewInvitation, audit: AuditEntry): Promise<boolean>;
  /** The invitations of a workspace, newest first: those before the one with the id `after`. */
  list(listing: Omit<Choice, 'id'> & { readonly after: string | null; readonly limit: number }): Promise<Invitation[]>;
  find(choice: Choice): Promise<Invitation | null>;
  revoke(choice: Choice, audit: AuditEntry): Promise<boolean>;
  /** `false` if it is no mailed one, or used, or revoked. */
  renew(renewal: Renewal, audit: AuditEntry): Promise<boolean>;
  /** What a token offers to a user; `null` if it does not count for them. */
  findOffer(bearer: Bearer): Promise<Offer | null>;
  /** Whether the user has become a member by it; not if it no longer counts, or they were one. */
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

  return {
    create: async (invitation, audit) =>
      (await query(CREATE_INVITATION, [JSON.stringify({ invitation, audit })])).length === 1,
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
    renew: async ({ workspaceId, id, tokenHash, expiresAt, invitedBy }, audit) => {
      const parameters = [audited(audit), workspaceId, id, tokenHash, expiresAt, invitedBy];
      return (await query(RENEW_INVITATION, parameters)).length === 1;
    },
    findOffer: async ({ tokenHash, userId, now }) => {
      const [row] = await ask(FIND_OFFER, [tokenHash, now, userId]);
      return row === undefined ? null : offerSchema.parse(row);
    },
    accept: async ({ tokenHash, userId, now }, membershipId, audit) =>
      (await ask(ACCEPT, [tokenHash, now, userId, membershipId, audited(audit)])).length === 1,
  };
}
