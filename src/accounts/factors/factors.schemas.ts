import { z } from '@hono/zod-openapi';
import { passkeyUseSchema } from '../passkeys/passkeys.schemas.ts';

const moment = z.iso.datetime();

/** By what somebody proves more than a password. */
const FACTOR_METHODS = ['totp', 'passkey', 'recovery_code'] as const;
const factorMethodSchema = z.enum(FACTOR_METHODS);
export type FactorMethod = z.infer<typeof factorMethodSchema>;

/** Spaces are how apps show a code, and how people type it. */
const totpCode = z
  .string()
  .max(20)
  .transform((code) => code.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Six digits'))
  .openapi({ type: 'string', example: '123456', description: 'The six digits that the authenticator app shows.' });

const recoveryCode = z.string().min(1).max(100).openapi({ example: 'ABCDEFG-HJKLMNP-QRSTUVW-XYZ2345' });

export const totpProofSchema = z.strictObject({ method: z.literal('totp'), code: totpCode });
export const recoveryProofSchema = z.strictObject({ method: z.literal('recovery_code'), code: recoveryCode });
export const passkeyProofSchema = z.strictObject({ method: z.literal('passkey'), credential: passkeyUseSchema });

/** One proof of a factor. */
export type FactorProof =
  | z.infer<typeof totpProofSchema>
  | z.infer<typeof recoveryProofSchema>
  | z.infer<typeof passkeyProofSchema>;

export const factorRequiredSchema = z
  .strictObject({
    factor_required: z.literal(true),
    ticket: z.string().openapi({ description: 'For `POST /api/v1/auth/factor`; good once.' }),
    expires_in: z.int().openapi({ description: 'Seconds for which the ticket is good.', example: 300 }),
    methods: z.array(factorMethodSchema).openapi({ description: 'What the user can prove it with.' }),
  })
  .openapi('FactorRequired');
/** It never has tokens: those come with the second step. */
export type FactorRequired = z.infer<typeof factorRequiredSchema> & { readonly tokens?: never };

export const factorsSchema = z
  .strictObject({
    totp: z.strictObject({ confirmed_at: moment }).nullable().openapi({ description: 'The authenticator app.' }),
    passkeys: z.int().openapi({ description: 'How many passkeys there are.' }),
    recovery_codes_left: z.int(),
  })
  .openapi('Factors');
export type Factors = z.infer<typeof factorsSchema>;

export const proposedTotpSchema = z
  .strictObject({
    secret: z.string().openapi({ description: 'In base32, to be typed where no QR code can be read.' }),
    uri: z.string().openapi({ example: 'otpauth://totp/LinkFlow:ada@example.com?issuer=LinkFlow&secret=…' }),
    qr_svg: z.string().openapi({ description: 'The same as a QR code, an SVG document.' }),
  })
  .openapi('ProposedTotp');
export type ProposedTotp = z.infer<typeof proposedTotpSchema>;

export const confirmTotpSchema = z.strictObject({ code: totpCode });

export const removeTotpSchema = z.discriminatedUnion('method', [
  totpProofSchema,
  z.strictObject({ method: z.literal('password'), password: z.string().min(1).max(256) }),
]);
export type RemoveTotp = z.infer<typeof removeTotpSchema>;

const codes = z.array(z.string());

export const addedFactorSchema = z.strictObject({
  recovery_codes: codes.nullable().openapi({
    description: 'Ten codes, shown this once, with the first factor; null: those from before stay good.',
  }),
});

export const recoveryCodesSchema = z.strictObject({
  recovery_codes: codes.openapi({
    description: 'Ten codes, shown this once. Those from before are worth nothing now.',
  }),
});
