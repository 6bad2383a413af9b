import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { isCanonicalToken } from '../../shared/text/canonical-base64.ts';
import { createSigningKey } from './signing-key.ts';

const ISSUER = 'linkflow';

/** A kind of ticket: an audience and a type that no other kind has, so that none is taken for another; `payload`: what it says. */
type TicketKind<Payload extends z.ZodType> = {
  readonly audience: string;
  readonly type: string;
  readonly seconds: number;
  readonly payload: Payload;
};

/** Tickets for once: JWT (RFC 7519), HS256, with an id for whoever remembers that one was used. */
export type SignedTickets<Payload> = {
  /** `claims` beside those that every ticket has. */
  sign(ticket: { readonly subject: string; readonly claims: JWTPayload }, now: number): Promise<string>;
  /** What it says, or `null` for whatever is not a live ticket of this kind. */
  read(text: string, now: number): Promise<Payload | null>;
};

/** Tickets of a kind under one secret of at least 32 characters, which may sign other types of tokens too. */
export function createSignedTickets<Payload extends z.ZodType>(
  secret: string,
  { audience, type, seconds, payload: schema }: TicketKind<Payload>,
): SignedTickets<z.output<Payload>> {
  const key = createSigningKey(secret);

  async function read(text: string, now: number): Promise<z.output<Payload> | null> {
    if (!isCanonicalToken(text)) return null;
    try {
      const { payload } = await jwtVerify(text, await key(), {
        algorithms: ['HS256'],
        typ: type,
        issuer: ISSUER,
        audience,
        currentDate: new Date(now),
        requiredClaims: ['exp', 'sub', 'jti'],
      });
      return schema.parse(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
      throw error;
    }
  }

  return {
    read,
    sign: async ({ subject, claims }, now) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', typ: type })
        .setSubject(subject)
        .setIssuer(ISSUER)
        .setAudience(audience)
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.floor(now / 1000) + seconds)
        .setJti(crypto.randomUUID())
        .sign(await key()),
  };
}
