import { z } from 'zod';
import { createSignedTickets } from './signed-tickets.ts';

/** For how long a stream can be opened with a ticket, in seconds. */
export const STREAM_TICKET_SECONDS = 60;

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

const KIND = {
  audience: 'linkflow-stream',
  type: 'stream-ticket+jwt',
  seconds: STREAM_TICKET_SECONDS,
  payload: z.object({ jti: z.uuid(), sub: z.uuid(), wsp: z.uuid(), prf: z.enum(PROOF_TYPES), exp: z.number() }),
};

/** Tickets under one secret of at least 32 characters, which may sign other types of tokens too. */
export function createStreamTickets(secret: string): StreamTickets {
  const tickets = createSignedTickets(secret, KIND);
  return {
    sign: ({ workspaceId, proof }, now) =>
      tickets.sign({ subject: proof.id, claims: { wsp: workspaceId, prf: proof.type } }, now),
    async verify(text, now) {
      const said = await tickets.read(text, now);
      if (said === null) return null;
      const { jti, sub, wsp, prf, exp } = said;
      return { id: jti, workspaceId: wsp, proof: { type: prf, id: sub }, expiresAt: exp * 1000 };
    },
  };
}
