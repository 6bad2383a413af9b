import { commonPasswords } from './common-passwords.ts';
import { consistsOfOwnWords } from './own-words.ts';
import { passwordTooCommon, passwordTooPersonal } from './passwords.errors.ts';

/** How a password is compared with what is known: whoever guesses tries all capitals, and full-width letters too. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function personal(email: string, names: readonly string[]): ReadonlySet<string> {
  const [local = '', host = ''] = email.split('@');
  const spaced = names.join(' ');
  const texts = [email, local, host, ...names, spaced, names.join(''), names.toReversed().join(' ')];
  return new Set(texts.map(plain).filter((text) => text !== ''));
}

/** Refuses what is tried first. Throws `AppError` 422 `passwords.too_common`, `passwords.too_personal`. */
export function assertGoodPassword(
  password: string,
  { email, names }: { readonly email: string; readonly names: readonly string[] },
): void {
  const text = plain(password);
  if (commonPasswords().has(text) || consistsOfOwnWords(text)) throw passwordTooCommon();
  if (personal(email, names).has(text)) throw passwordTooPersonal();
}
