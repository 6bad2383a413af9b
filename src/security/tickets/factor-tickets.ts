import { z } from 'zod';
import { createSignedTickets } from './signed-tickets.ts';

/** For how long the second factor is waited for, in seconds. */
export const TICKET_SECONDS = 5 * 60;

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

const KIND = {
  audience: 'linkflow-factor',
  type: 'factor-ticket+jwt',
  seconds: TICKET_SECONDS,
  payload: z.object({ jti: z.uuid(), sub: z.uuid(), fst: z.enum(FIRST_PROOFS), exp: z.number() }),
};

/** Tickets under one secret of at least 32 characters, which may sign other types of tokens too. */
export function createFactorTickets(secret: string): FactorTickets {
  const tickets = createSignedTickets(secret, KIND);
  return {
    sign: ({ userId, firstProof }, now) => tickets.sign({ subject: userId, claims: { fst: firstProof } }, now),
    async verify(text, now) {
      const said = await tickets.read(text, now);
      if (said === null) return null;
      const { jti, sub, fst, exp } = said;
      const issuedAt = (exp - TICKET_SECONDS) * 1000 + 999;
      return { id: jti, userId: sub, firstProof: fst, expiresAt: exp * 1000, issuedAt };
    },
  };
}
