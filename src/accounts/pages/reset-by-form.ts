import type { Page } from '../../pages/html-page.ts';
import { AppError } from '../../shared/errors.ts';
import type { ClientInfo } from '../account-deps.ts';
import type { PasswordDeps } from '../passwords/password-deps.ts';
import { newPasswordSchema } from '../passwords/password-schema.ts';
import type { PasswordReset } from '../passwords/passwords.schemas.ts';
import { findReset, resetPassword } from '../passwords/reset-password.ts';
import { donePage, resetPage } from './account-html.ts';

/** Sets a new password as a browser sent it. What is wrong with the password is shown beside the form. */
export async function resetByForm(
  deps: PasswordDeps,
  client: Pick<ClientInfo, 'ip'>,
  { token, password }: PasswordReset,
): Promise<Page> {
  const fault = await tryReset(deps, client, { token, password });
  if (fault !== null) return resetPage(await findReset(deps, token), fault);
  return donePage('Your password is set', 'All sessions have ended. You can log in with the new one.');
}

async function tryReset(
  deps: PasswordDeps,
  client: Pick<ClientInfo, 'ip'>,
  { token, password }: PasswordReset,
): Promise<string | null> {
  const parsed = newPasswordSchema.safeParse(password);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? 'It is not valid';
  try {
    await resetPassword(deps, client, { token, password });
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('passwords.')) return error.message;
    throw error;
  }
}
