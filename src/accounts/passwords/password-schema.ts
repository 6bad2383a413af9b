import { z } from '@hono/zod-openapi';

/** In characters of Unicode (code points), as NIST SP 800-63B §3.1.1.2 counts them. */
export const MIN_PASSWORD_LENGTH = 8;
const MAX_PASSWORD_LENGTH = 256;

function lengthOf(password: string): number {
  return [...password].length;
}

/** A password to be set. No rules for its composition: they make people write `Password1!`. */
export const newPasswordSchema = z
  .string()
  .max(2 * MAX_PASSWORD_LENGTH)
  .refine((password) => lengthOf(password) >= MIN_PASSWORD_LENGTH, `At least ${MIN_PASSWORD_LENGTH} characters`)
  .refine((password) => lengthOf(password) <= MAX_PASSWORD_LENGTH, `At most ${MAX_PASSWORD_LENGTH} characters`)
  .openapi({
    format: 'password',
    minLength: MIN_PASSWORD_LENGTH,
    maxLength: MAX_PASSWORD_LENGTH,
    example: 'correct horse battery',
  });

/** A password that is only compared: whatever its length was when it was set. */
export const givenPasswordSchema = z
  .string()
  .min(1)
  .max(2 * MAX_PASSWORD_LENGTH)
  .openapi({ format: 'password', example: 'correct horse battery' });
