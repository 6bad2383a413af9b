import { accountEntry } from '../../audit/account-entry.ts';
import { verifyNewPasskey } from '../../security/passkeys/verify-passkey.ts';
import { hashSecret } from '../../security/secret-hash.ts';
import type { FactorDeps, Holder } from '../factors/factor-deps.ts';
import { drawRecoveryCodes } from '../factors/new-recovery-codes.ts';
import { tellOwner } from '../factors/tell-owner.ts';
import { getProfile } from '../profile.ts';
import { toPasskey } from './list-passkeys.ts';
import { passkeyInvalid, passkeyKnown, tooManyPasskeys } from './passkeys.errors.ts';
import type { AddedPasskey, AddPasskey } from './passkeys.schemas.ts';

const MOST_PASSKEYS = 20;

const REFUSALS = {
  challenge_used: passkeyInvalid,
  known: passkeyKnown,
  too_many: () => tooManyPasskeys(MOST_PASSKEYS),
};

/** Adds a passkey that the browser has just made for whoever is signed in. From then on it is a factor of theirs. */
export async function addPasskey(deps: FactorDeps, holder: Holder, input: AddPasskey): Promise<AddedPasskey> {
  const { userId, sessionId, ip } = holder;
  const { email } = await getProfile(deps, userId);
  const now = deps.now();
  const { made, passkey, spent } = await verified(deps, holder, { ...input, now });
  const { shown, kept } = drawRecoveryCodes(deps, userId, now);
  const target = { type: 'passkey', id: passkey.id };
  const details = { name: input.name, rp_id: passkey.rp_id, backed_up: made.backedUp };
  const outcome = await deps.passkeys.add({
    userId,
    sessionId,
    passkey,
    most: MOST_PASSKEYS,
    spent,
    factor: 'passkey',
    codes: kept,
    now: new Date(now).toISOString(),
    audit: accountEntry({ id: deps.ids(now), now, action: 'passkeys.added', userId, ip, target, details }),
  });
  if (outcome.type !== 'added') throw REFUSALS[outcome.type]();
  await tellOwner(deps, {
    to: email,
    subject: 'A passkey was added',
    text: 'A new passkey signs in to your LinkFlow account from now on.',
  });
  return { passkey: toPasskey({ ...passkey, last_used_at: null }), recovery_codes: outcome.codes > 0 ? shown : null };
}

async function verified(deps: FactorDeps, holder: Holder, { name, credential, now }: AddPasskey & { now: number }) {
  const { userId, sessionId, party } = holder;
  const purpose = { type: 'register', userId, sessionId } as const;
  const endOf = (challenge: string): number | null => deps.passkeyChallenges.endOf(challenge, purpose, now);
  const answer = { ...credential, clientExtensionResults: {} };
  const { transports = [], ...response } = credential.response;
  const isChallenge = (challenge: string): boolean => endOf(challenge) !== null;
  const made =
    party && (await verifyNewPasskey({ ...answer, response }, { party, isChallenge, userVerification: false }));
  const end = made && endOf(made.challenge);
  if (!party || !made || !end) throw passkeyInvalid();
  return {
    made,
    spent: { hash: hashSecret(made.challenge), expires_at: new Date(end).toISOString() },
    passkey: {
      id: deps.ids(now),
      user_id: userId,
      name,
      rp_id: party.id,
      credential_id: made.credentialId,
      public_key: made.publicKey,
      counter: made.counter,
      transports,
      backed_up: made.backedUp,
      created_at: new Date(now),
    },
  };
}
