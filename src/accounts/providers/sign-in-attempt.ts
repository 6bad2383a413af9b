import { z } from 'zod';
import { type RandomBytes, randomSecret } from '../../security/random.ts';
import type { Vault } from '../../security/vault.ts';
import { AppError } from '../../shared/errors.ts';

/** How long a person may take at the provider, in seconds. */
export const ATTEMPT_SECONDS = 10 * 60;

const attemptSchema = z.strictObject({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** A path of ours to go to at the end. */
  returnTo: z.string(),
  /** Who links an identity to their account, in which session; `null`: somebody signs in. */
  linkTo: z.strictObject({ userId: z.string(), sessionId: z.string() }).nullable(),
  /** In milliseconds since the epoch. */
  expiresAt: z.number(),
});

/** What the browser that began has to bring back, sealed in a cookie: no other one can, so nobody can end what they did not begin. */
export type SignInAttempt = z.infer<typeof attemptSchema>;

type Wanted = Pick<SignInAttempt, 'provider' | 'returnTo' | 'linkTo'>;

const PURPOSE = 'accounts.sign_in_attempt';

export function newAttempt(random: RandomBytes, wanted: Wanted, now: number): SignInAttempt {
  return {
    ...wanted,
    state: randomSecret(random),
    nonce: randomSecret(random),
    verifier: randomSecret(random),
    expiresAt: now + ATTEMPT_SECONDS * 1000,
  };
}

export function sealAttempt(vault: Vault, attempt: SignInAttempt): Promise<string> {
  return vault.seal(JSON.stringify(attempt), PURPOSE);
}

/** The attempt of a cookie; `null` for whatever we did not seal, and when its time is over. */
export async function openAttempt(vault: Vault, sealed: string, now: number): Promise<SignInAttempt | null> {
  try {
    const attempt = attemptSchema.parse(JSON.parse(await vault.open(sealed, PURPOSE)));
    return attempt.expiresAt > now ? attempt : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'vault.unreadable') return null;
    throw error;
  }
}
