import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { isCanonicalToken } from '../shared/text/canonical-base64.ts';
import { createSigningKey } from './tickets/signing-key.ts';

/** How long an access token is good for, in seconds. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;

const ISSUER = 'linkflow';
const AUDIENCE = 'linkflow-api';

/** What an access token says: who, and by which session. Whether the session still lives, only the database knows. */
type AccessClaims = { readonly userId: string; readonly sessionId: string };

/** Signs and verifies access tokens: JWT (RFC 7519), HS256. Times in milliseconds since the epoch. */
export type AccessTokens = {
  sign(claims: AccessClaims, now: number): Promise<string>;
  /** The claims, or `null` for whatever is not a live token of ours. */
  verify(token: string, now: number): Promise<AccessClaims | null>;
};

const payloadSchema = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.number(), iat: z.number().optional() });

/** How far the clocks of two of our machines may be apart, in seconds. */
const CLOCK_SKEW_SECONDS = 60;

/** Access tokens under one secret of at least 32 characters. */
export function createAccessTokens(secret: string): AccessTokens {
  const key = createSigningKey(secret);
  return {
    sign: async ({ userId, sessionId }, now) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.floor(now / 1000) + ACCESS_TOKEN_SECONDS)
        .setJti(crypto.randomUUID())
        .sign(await key()),
    verify: async (token, now) => verify(token, await key(), now),
  };
}

/** We sign no token that is good for longer, or from later on: such a one is not ours, whoever signed it. */
async function verify(token: string, key: CryptoKey, now: number): Promise<AccessClaims | null> {
  if (!isCanonicalToken(token)) return null;
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      typ: 'at+jwt',
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'sub', 'sid'],
    });
    const { sub, sid, exp, iat = 0 } = payloadSchema.parse(payload);
    const latest = now / 1000 + CLOCK_SKEW_SECONDS;
    return iat <= latest && exp <= latest + ACCESS_TOKEN_SECONDS ? { userId: sub, sessionId: sid } : null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
    throw error;
  }
}
