import { z } from 'zod';
import { emailSchema } from '../../../accounts/email-schema.ts';
import { type recoveryProofSchema, totpProofSchema } from '../../../accounts/factors/factors.schemas.ts';
import { givenPasswordSchema, newPasswordSchema } from '../../../accounts/passwords/password-schema.ts';

const code = z.string().trim().min(1, 'A code is needed').max(100);

/** What a browser sends of the forms of the page, each with its own `action`. */
const formSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('accept') }),
  z.object({ action: z.literal('sign_in'), email: emailSchema, password: givenPasswordSchema }),
  z.object({ action: z.literal('register'), email: emailSchema, password: newPasswordSchema }),
  z.object({ action: z.literal('prove'), ticket: z.string().min(1).max(2000), code }),
]);
export type InvitationForm = z.infer<typeof formSchema>;

/** What was filled in, or in words what is wrong with it. */
export function readInvitationForm(fields: URLSearchParams): InvitationForm | string {
  const parsed = formSchema.safeParse(Object.fromEntries(fields));
  return parsed.success ? parsed.data : (parsed.error.issues[0]?.message ?? 'It is not valid');
}

/** A code of an app is six digits; everything else is a recovery code. */
export function proofOf(text: string): z.infer<typeof totpProofSchema> | z.infer<typeof recoveryProofSchema> {
  const app = totpProofSchema.safeParse({ method: 'totp', code: text });
  return app.success ? app.data : { method: 'recovery_code', code: text };
}
