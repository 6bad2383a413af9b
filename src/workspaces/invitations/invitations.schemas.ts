import { z } from '@hono/zod-openapi';
import { ROLES } from '../../security/permissions.ts';

/** How long a mailed invitation counts, and one by link unless another time is asked for; in days. */
export const INVITATION_DAYS = 7;

const moment = z.iso.datetime();

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(z.regexes.email, 'Not an email address')
  .openapi({ format: 'email', example: 'grace@example.com' });

const role = z.enum(ROLES).openapi({ description: 'What whoever accepts becomes.' });

export const createInvitationSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('email'), email, role: role.default('member') }),
  z.strictObject({
    type: z.literal('link'),
    role: role.default('member'),
    max_uses: z.int().min(1).max(500).default(10).openapi({ description: 'How many people may use the link.' }),
    expires_in_days: z.int().min(1).max(30).default(INVITATION_DAYS),
  }),
]);
export type CreateInvitation = z.infer<typeof createInvitationSchema>;

export const invitationSchema = z
  .strictObject({
    id: z.uuid(),
    email: z.string().nullable().openapi({ description: 'To whom it was mailed; null: it is a link.' }),
    role,
    status: z.enum(['pending', 'used', 'expired', 'revoked']),
    invited_by: z.uuid(),
    max_uses: z.int(),
    uses: z.int(),
    created_at: moment,
    expires_at: moment,
    revoked_at: moment.nullable(),
  })
  .openapi('Invitation');
export type Invitation = z.infer<typeof invitationSchema>;

export const createdInvitationSchema = z.strictObject({
  invitation: invitationSchema,
  token: z
    .string()
    .nullable()
    .openapi({ description: 'The token of a link, shown this once; null for one that was mailed.' }),
});
export type CreatedInvitation = z.infer<typeof createdInvitationSchema>;

export const invitationTokenSchema = z.strictObject({ token: z.string().min(1).max(200) });

export const offeredInvitationSchema = z
  .strictObject({
    workspace_id: z.uuid(),
    workspace_name: z.string(),
    role,
    invited_by: z.string().openapi({ description: 'The name of whoever invited; empty if they gave none.' }),
    expires_at: moment,
  })
  .openapi('OfferedInvitation');
export type OfferedInvitation = z.infer<typeof offeredInvitationSchema>;

/** What everybody may know who has the token. `mailed`: it is for the account with the address that it was sent to. */
export const publicOfferSchema = offeredInvitationSchema.omit({ workspace_id: true }).extend({ mailed: z.boolean() });

export type PublicOffer = z.infer<typeof publicOfferSchema>;
