import { z } from '@hono/zod-openapi';

const moment = z.iso.datetime();

/** Far more than any device sends: 16 KB in base64url. */
const MAX_LENGTH = 22_000;

/** WebAuthn §4: an id of a credential has at most 1,023 bytes. */
const MAX_ID_LENGTH = 1364;

const base64url = z.string().regex(/^[\w-]*={0,2}$/, 'Base64url is expected');
const bytes = base64url.min(1).max(MAX_LENGTH);
const credentialId = base64url.min(1).max(MAX_ID_LENGTH);
const transports = z.array(z.string().max(30)).max(10);

/** What every credential has. Browsers add fields from time to time (WebAuthn §5.1, `toJSON()`), so others are passed over. */
const credential = {
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
};

/** A new passkey, as a browser's `PublicKeyCredential.toJSON()` writes it. */
const newPasskeySchema = z
  .object({
    ...credential,
    response: z.object({ clientDataJSON: bytes, attestationObject: bytes, transports: transports.optional() }),
  })
  .openapi('NewPasskeyCredential');

/** The use of a passkey, likewise. */
export const passkeyUseSchema = z
  .object({
    ...credential,
    response: z.object({
      clientDataJSON: bytes,
      authenticatorData: bytes,
      signature: bytes,
      userHandle: base64url.max(100).nullish(),
    }),
  })
  .openapi('PasskeyCredential');
export type PasskeyUseInput = z.infer<typeof passkeyUseSchema>;

const descriptor = z.strictObject({ id: z.string(), type: z.literal('public-key'), transports: z.array(z.string()) });

const userVerification = z.enum(['required', 'preferred']);

export const creationOptionsSchema = z
  .strictObject({
    challenge: z.string(),
    rp: z.strictObject({ id: z.string(), name: z.string() }),
    user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.int() })),
    timeout: z.int(),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.strictObject({ residentKey: z.literal('preferred'), userVerification }),
    attestation: z.literal('none'),
  })
  .openapi('PasskeyCreationOptions', {
    description: 'For `PublicKeyCredential.parseCreationOptionsFromJSON()`; good for five minutes.',
  });
export type CreationOptions = z.infer<typeof creationOptionsSchema>;

export const requestOptionsSchema = z
  .strictObject({
    challenge: z.string(),
    rpId: z.string(),
    timeout: z.int(),
    allowCredentials: z.array(descriptor),
    userVerification,
  })
  .openapi('PasskeyRequestOptions', {
    description: 'For `PublicKeyCredential.parseRequestOptionsFromJSON()`; good once, and for five minutes.',
  });
export type RequestOptions = z.infer<typeof requestOptionsSchema>;

const name = z.string().trim().min(1).max(100).openapi({ example: "Ada's laptop" });

export const passkeySchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    rp_id: z.string().openapi({ description: 'The name of the server for which it was made; it works there alone.' }),
    backed_up: z.boolean().openapi({ description: 'Whether the device keeps a copy elsewhere.' }),
    created_at: moment,
    last_used_at: moment.nullable(),
  })
  .openapi('Passkey');
export type Passkey = z.infer<typeof passkeySchema>;

export const addPasskeySchema = z.strictObject({ name, credential: newPasskeySchema });
export type AddPasskey = z.infer<typeof addPasskeySchema>;

export const addedPasskeySchema = z.strictObject({
  passkey: passkeySchema,
  recovery_codes: z.array(z.string()).nullable().openapi({
    description: 'Ten codes, shown this once, with the first factor; null: those from before stay good.',
  }),
});
export type AddedPasskey = z.infer<typeof addedPasskeySchema>;

export const renamePasskeySchema = z.strictObject({ name });
