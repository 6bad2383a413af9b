import { accountEntry } from '../../audit/account-entry.ts';
import type { ChallengePurpose } from '../../security/passkeys/passkey-challenges.ts';
import type { RelyingParty } from '../../security/passkeys/relying-party.ts';
import { type PasskeyUse, verifyPasskeyUse } from '../../security/passkeys/verify-passkey.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import type { FactorDeps } from '../factors/factor-deps.ts';
import type { PasskeyRow } from './passkeys.repository.ts';
import type { PasskeyUseInput } from './passkeys.schemas.ts';
import { userHandleOf } from './user-handle.ts';

/** Who has to have used the passkey (`null`: whoever it belongs to), where, and for what. */
export type PasskeyClaim = {
  readonly userId: string | null;
  readonly ip: string | null;
  readonly party: RelyingParty | null;
  readonly purpose: ChallengePurpose;
};

/**
 * Whose passkey was used, if it was used rightly; `null` otherwise. Where it takes the place of a password, the device has to have
 * asked for a PIN, finger or face, and has to name the user itself.
 */
export async function provePasskey(
  deps: FactorDeps,
  claim: PasskeyClaim,
  credential: PasskeyUseInput,
): Promise<{ readonly userId: string } | null> {
  const { party } = claim;
  const passkey = await deps.passkeys.find(credential.id);
  if (passkey === null || party === null || passkey.rp_id !== party.id) return null;
  if (!belongsTo(passkey, claim, credential.response.userHandle ?? undefined)) return null;
  const { userHandle: _, ...response } = credential.response;
  const used = await verifyPasskeyUse({ ...credential, clientExtensionResults: {}, response }, passkey.public_key, {
    party,
    userVerification: claim.purpose.type === 'sign_in',
    isChallenge: (challenge) => deps.passkeyChallenges.endOf(challenge, claim.purpose, deps.now()) !== null,
  });
  return used !== null && (await use(deps, { claim, passkey, used })) ? { userId: passkey.user_id } : null;
}

/** WebAuthn §7.2, step 6. */
function belongsTo(passkey: PasskeyRow, { userId }: PasskeyClaim, userHandle: string | undefined): boolean {
  const named = userHandle === userHandleOf(passkey.user_id);
  return userId === null ? named : passkey.user_id === userId && (userHandle === undefined || named);
}

type Use = { readonly claim: PasskeyClaim; readonly passkey: PasskeyRow; readonly used: PasskeyUse };

/** Uses up the challenge. A count that went back is written down: somebody has a copy of the device. */
async function use(deps: FactorDeps, { claim, passkey, used }: Use): Promise<boolean> {
  const now = deps.now();
  const end = deps.passkeyChallenges.endOf(used.challenge, claim.purpose, now);
  if (end === null) return false;
  const spent = { hash: hashSecret(used.challenge), expires_at: new Date(end).toISOString() };
  const moment = new Date(now).toISOString();
  const outcome = await deps.passkeys.use({ id: passkey.id, counter: used.counter, now: moment, spent });
  if (outcome === 'counter_regressed') {
    const action = 'passkeys.counter_regressed';
    const target = { type: 'passkey', id: passkey.id };
    const { user_id: userId, counter } = passkey;
    const details = { counter: used.counter, last_counter: counter };
    await deps.sessions.record(accountEntry({ id: deps.ids(now), now, action, userId, ip: claim.ip, target, details }));
  }
  return outcome === 'used';
}
