import { request } from '../../lib/api/request.ts';
import type { FactorRequired, Tokens, User } from '../../lib/api/schema.gen.ts';
import { forgetTokens, keepTokens } from '../../lib/api/session.ts';

export type SignIn = { readonly type: 'signed_in' } | { readonly type: 'factor'; readonly ticket: FactorRequired };

type Answer = { readonly user: User; readonly tokens: Tokens } | FactorRequired;

function take(answer: Answer): SignIn {
  if (!('tokens' in answer)) return { type: 'factor', ticket: answer };
  keepTokens(answer.tokens);
  return { type: 'signed_in' };
}

export async function logIn(email: string, password: string): Promise<SignIn> {
  const body = { email, password, session: 'cookie' };
  return take(await request<Answer>('/api/v1/auth/login', { method: 'POST', body, session: false }));
}

/** The second step: a code of the app, or one of the codes that were written down. */
export async function passFactor(ticket: string, code: string): Promise<SignIn> {
  const isTotp = /^\d{6}$/.test(code);
  const factor = isTotp ? { method: 'totp', code } : { method: 'recovery_code', code };
  const body = { ticket, session: 'cookie', ...factor };
  return take(await request<Answer>('/api/v1/auth/factor', { method: 'POST', body, session: false }));
}

/** `mailed`: the account begins when the link in the mail is opened. */
export async function registerAccount(given: {
  readonly first_name: string;
  readonly email: string;
  readonly password: string;
}): Promise<'signed_in' | 'mailed'> {
  const body = { ...given, session: 'cookie' };
  const answer = await request<{ readonly tokens: Tokens } | null>('/api/v1/auth/register', {
    method: 'POST',
    body,
    session: false,
  });
  if (answer === null) return 'mailed';
  keepTokens(answer.tokens);
  return 'signed_in';
}

export async function logOut(): Promise<void> {
  await request('/api/v1/auth/logout', { method: 'POST' });
  forgetTokens();
}
