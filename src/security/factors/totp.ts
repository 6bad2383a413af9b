import { Secret, TOTP } from 'otpauth';
import type { RandomBytes } from '../random.ts';

/** RFC 4226 §4 asks for 128 bits at least, and recommends 160. */
const SECRET_BYTES = 20;

/** What authenticator apps take for granted when an address says nothing else. */
const ALGORITHM = 'SHA1';
const DIGITS = 6;
const PERIOD = 30;

/** How many steps the clock of a phone may be off, in either direction (RFC 6238 §5.2). */
const WINDOW = 1;

/** A new shared secret in base32. */
export function newTotpSecret(random: RandomBytes): string {
  return new Secret({ buffer: Uint8Array.from(random(SECRET_BYTES)).buffer }).base32;
}

/** The address that an authenticator app reads from a QR code (`otpauth://totp/…`). */
export function totpUri(secret: string, account: string): string {
  return totp(secret, account).toString();
}

/**
 * The step (30 seconds, counted from 1970) whose code this is, if it is the present one, the one before or the one after;
 * `null` for any other text. Whoever accepts a code has to see to it that its step is later than the last one accepted.
 *
 * @param now in milliseconds since the epoch.
 */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  // The library compares texts that are as long in characters, and throws where they are not in bytes.
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totp(secret, '').validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: PERIOD, timestamp: now }) + delta;
}

function totp(secret: string, account: string): TOTP {
  return new TOTP({
    secret: Secret.fromBase32(secret),
    issuer: 'LinkFlow',
    label: account,
    algorithm: ALGORITHM,
    digits: DIGITS,
    period: PERIOD,
  });
}
