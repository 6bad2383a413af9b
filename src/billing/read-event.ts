import type { Stripe } from 'stripe';
import { z } from 'zod';
import { decodeUtf8 } from '../shared/request-body.ts';
import { eventInvalid, signatureInvalid } from './billing.errors.ts';
import type { StripeEvent } from './stripe-client.ts';

/** How old a signature may be, in seconds: whoever recorded an event can't send it again later. */
const TOLERANCE_SECONDS = 300;

/** What ids and types are made of, and how long they are at most: they are looked up in the database, and kept there. */
const idSchema = z.string().regex(/^[\w-]{1,255}$/);
const typeSchema = z.string().regex(/^[\w.]{1,100}$/);

/** Of what an event tells, only whom it is about is taken: how things are is asked of Stripe itself. */
const eventSchema = z.object({
  id: idSchema,
  type: typeSchema,
  data: z.object({
    object: z.object({
      customer: z
        .union([idSchema, z.object({ id: idSchema }).transform(({ id }) => id)])
        .nullish()
        .transform((customer) => customer ?? null),
    }),
  }),
});

type SignedBody = {
  readonly body: Uint8Array;
  readonly signature: string | null;
  readonly secret: string;
  /** In milliseconds since the epoch. */
  readonly now: number;
};

type Library = Pick<typeof Stripe, 'webhooks' | 'createSubtleCryptoProvider' | 'errors'>;

/** Checks the signature, and parses what it is over. */
async function openEvent(library: Library, { body, signature, secret, now }: SignedBody): Promise<unknown> {
  const text = decodeUtf8(body);
  const crypto = library.createSubtleCryptoProvider();
  try {
    return await library.webhooks.constructEventAsync(text, signature ?? '', secret, TOLERANCE_SECONDS, crypto, now);
  } catch (error) {
    throw error instanceof library.errors.StripeSignatureVerificationError ? signatureInvalid(error) : eventInvalid();
  }
}

/** The event in a body that Stripe has signed. Throws `billing.signature_invalid`, `billing.event_invalid`, `input.invalid_utf8`. */
export async function readEvent(library: Library, signed: SignedBody): Promise<StripeEvent> {
  const event = eventSchema.safeParse(await openEvent(library, signed));
  if (!event.success) throw eventInvalid();
  const { id, type, data } = event.data;
  return { id, type, customer: data.object.customer };
}
