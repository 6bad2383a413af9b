import { triesFrom } from '../../attempts/address-tries.ts';
import type { LoggedIn } from '../accounts.schemas.ts';
import type { FactorDeps, Visitor } from '../factors/factor-deps.ts';
import { wrongProof } from '../factors/factors.errors.ts';
import { openSignedIn, recordFailedSignIn } from '../sessions/sign-in.ts';
import type { PasskeyUseInput } from './passkeys.schemas.ts';
import { provePasskey } from './prove-passkey.ts';

/** Signs in by a passkey alone: the device asked for a PIN, finger or face, so it is two factors in one. */
export async function signInWithPasskey(
  deps: FactorDeps,
  { client, party }: Visitor,
  credential: PasskeyUseInput,
): Promise<LoggedIn> {
  await deps.attempts.take(triesFrom('passkey.address', client.ip));
  const claim = { userId: null, ip: client.ip, party, purpose: { type: 'sign_in' } } as const;
  const provedAt = deps.now();
  const proved = await provePasskey(deps, claim, credential);
  const user = proved && (await deps.accounts.findById(proved.userId));
  if (!user) {
    await recordFailedSignIn(deps, client, { userId: proved?.userId ?? null, method: 'passkey' });
    throw wrongProof();
  }
  return openSignedIn(deps, client, { user, method: 'passkey', factor: 'passkey', provedAt });
}
