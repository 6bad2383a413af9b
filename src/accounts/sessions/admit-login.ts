import { triesFrom } from '../../attempts/address-tries.ts';
import { tooManyAttempts } from '../../attempts/attempts.errors.ts';
import type { Attempt } from '../../attempts/attempts.repository.ts';
import { networkOf } from '../../security/networks.ts';
import type { AccountDeps, ClientInfo } from '../account-deps.ts';

type AdmissionDeps = Pick<AccountDeps, 'attempts' | 'sessions' | 'now'>;

/** Networks from which a user signed in within so long are known, in milliseconds. */
const KNOWN_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Counts a try to log in, before anything is hashed. Throws 429 when the account was tried too often from this network, or
 * anything was. What others try from elsewhere counts for the account, too, but never keeps out a network from which its user
 * signed in before: else a stranger could lock an owner out for as long as they like.
 */
export async function admitLogin(deps: AdmissionDeps, { ip }: ClientInfo, email: string): Promise<void> {
  await deps.attempts.take([triesHere(ip, email), ...triesFrom('login.address', ip)]);
  const [exceeded] = await deps.attempts.count([triesOfAccount(email)]);
  if (exceeded === undefined || (await isKnown(deps, ip, email))) return;
  throw tooManyAttempts(exceeded.secondsLeft);
}

/** Gives the tries back to an account whose user has come in. */
export async function forgetTries(deps: AdmissionDeps, { ip }: ClientInfo, email: string): Promise<void> {
  await deps.attempts.forget([triesHere(ip, email), triesOfAccount(email)]);
}

function triesHere(ip: string | null, email: string): Attempt {
  return { kind: 'login.account_address', subject: `${networkOf(ip) ?? 'unknown'} ${email}` };
}

function triesOfAccount(email: string): Attempt {
  return { kind: 'login.account', subject: email };
}

async function isKnown(deps: AdmissionDeps, ip: string | null, email: string): Promise<boolean> {
  const addresses = await deps.sessions.addressesOf(email, deps.now() - KNOWN_FOR_MS);
  return addresses.some((address) => networkOf(address) === networkOf(ip));
}
