import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { isCanonicalToken } from '../../shared/text/canonical-base64.ts';

/** For how long the second factor is waited for, in seconds. */
export const TICKET_SECONDS = 5 * 60;

const ISSUER = 'linkflow';
const AUDIENCE = 'linkflow-factor';
const TYPE = 'factor-ticket+jwt';

/** By what somebody signed in before the factor was asked for. */
const FIRST_PROOFS = ['password', 'oidc'] as const;
export type FirstProof = (typeof FIRST_PROOFS)[number];

/** What a ticket says: who has shown the first proof, and which; `id` is for whoever remembers that it was used. */
export type FactorTicket = {
  readonly id: string;
  readonly userId: string;
  readonly firstProof: FirstProof;
  /** In milliseconds since the epoch. */
  readonly expiresAt: number;
  /** The end of the second in which it was signed, in milliseconds since the epoch: its times are whole seconds. */
  readonly issuedAt: number;
};

/** Tickets between the two steps of signing in: JWT (RFC 7519), HS256, of a type that no other route takes. */
export type FactorTickets = {
  sign(ticket: { readonly userId: string; readonly firstProof: FirstProof }, now: number): Promise<string>;
  /** What it says, or `null` for whatever is not a live ticket of ours. */
  verify(text: string, now: number): Promise<FactorTicket | null>;
};

const payloadSchema = z.object({ jti: z.uuid(), sub: z.uuid(), fst: z.enum(FIRST_PROOFS), exp: z.number() });

/** Tickets under one secret of at least 32 characters, which may sign other types of tokens too. */
export function createFactorTickets(secret: string): FactorTickets {
  const key = new TextEncoder().encode(secret);
  return {
    sign: ({ userId, firstProof }, now) =>
      new SignJWT({ fst: firstProof })
        .setProtectedHeader({ alg: 'HS256', typ: TYPE })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.floor(now / 1000) + TICKET_SECONDS)
        .setJti(crypto.randomUUID())
        .sign(key),
    verify: (text, now) => verify(text, key, now),
  };
}

async function verify(text: string, key: Uint8Array, now: number): Promise<FactorTicket | null> {
  if (!isCanonicalToken(text)) return null;
  try {
    const { payload } = await jwtVerify(text, key, {
      algorithms: ['HS256'],
      typ: TYPE,
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'sub', 'jti'],
    });
    const { jti, sub, fst, exp } = payloadSchema.parse(payload);
    return {
      id: jti,
      userId: sub,
      firstProof: fst,
      expiresAt: exp * 1000,
      issuedAt: (exp - TICKET_SECONDS) * 1000 + 999,
    };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
    throw error;
  }
}
