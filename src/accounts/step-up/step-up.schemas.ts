import { z } from '@hono/zod-openapi';
import { passkeyProofSchema, recoveryProofSchema, totpProofSchema } from '../factors/factors.schemas.ts';
import { givenPasswordSchema } from '../passwords/password-schema.ts';

/** What somebody proves again with who they are. */
export const stepUpSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('password'), password: givenPasswordSchema }),
  totpProofSchema,
  recoveryProofSchema,
  passkeyProofSchema,
]);
export type StepUp = z.infer<typeof stepUpSchema>;

export const confirmedSchema = z.strictObject({
  confirmed_until: z.iso.datetime().openapi({ description: 'How long what asks for a proof may be done.' }),
});
export type Confirmed = z.infer<typeof confirmedSchema>;
