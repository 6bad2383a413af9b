import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { isCanonicalToken } from '../shared/text/canonical-base64.ts';

/** For how long a stream can be opened with a ticket, in seconds. */
export const STREAM_TICKET_SECONDS = 60;

const ISSUER = 'linkflow';
const AUDIENCE = 'linkflow-stream';
const TYPE = 'stream-ticket+jwt';

const PROOF_TYPES = ['session', 'api_key'] as const;

/** By what somebody opens a stream: their session, or an API key. */
export type StreamProof = { readonly type: (typeof PROOF_TYPES)[number]; readonly id: string };

/** What a ticket says. `id` is for whoever remembers that it was used. */
type StreamTicket = {
  readonly id: string;
  readonly workspaceId: string;
  readonly proof: StreamProof;
  /** In milliseconds since the epoch. */
  readonly expiresAt: number;
};

/**
 * Tickets in the address of a stream, where a browser can send no header: JWT (RFC 7519), HS256, of a type that no other route
 * takes. They say by what the stream is opened, and are worth nothing without it.
 */
export type StreamTickets = {
  sign(ticket: Pick<StreamTicket, 'workspaceId' | 'proof'>, now: number): Promise<string>;
  /** What it says, or `null` for whatever is not a live ticket of ours. */
  verify(text: string, now: number): Promise<StreamTicket | null>;
};

const payloadSchema = z.object({
  jti: z.uuid(),
  sub: z.uuid(),
  wsp: z.uuid(),
  prf: z.enum(PROOF_TYPES),
  exp: z.number(),
});

/** Tickets under one secret of at least 32 characters, which may sign other types of tokens too. */
export function createStreamTickets(secret: string): StreamTickets {
  const key = new TextEncoder().encode(secret);
  return {
    sign: ({ workspaceId, proof }, now) =>
      new SignJWT({ wsp: workspaceId, prf: proof.type })
        .setProtectedHeader({ alg: 'HS256', typ: TYPE })
        .setSubject(proof.id)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.floor(now / 1000) + STREAM_TICKET_SECONDS)
        .setJti(crypto.randomUUID())
        .sign(key),
    verify: (text, now) => verify(text, key, now),
  };
}

async function verify(text: string, key: Uint8Array, now: number): Promise<StreamTicket | null> {
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
    const { jti, sub, wsp, prf, exp } = payloadSchema.parse(payload);
    return { id: jti, workspaceId: wsp, proof: { type: prf, id: sub }, expiresAt: exp * 1000 };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
    throw error;
  }
}
