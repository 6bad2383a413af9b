import { CHALLENGE_LIFETIME_MS, type ChallengePurpose } from '../../security/passkeys/passkey-challenges.ts';
import type { RelyingParty } from '../../security/passkeys/relying-party.ts';
import { PASSKEY_ALGORITHMS } from '../../security/passkeys/verify-passkey.ts';
import type { FactorDeps, Holder, Visitor } from '../factors/factor-deps.ts';
import { holderOfTicket } from '../factors/holder-of-ticket.ts';
import { getProfile } from '../profile.ts';
import { nameNeeded } from './passkeys.errors.ts';
import type { PasskeyRow } from './passkeys.repository.ts';
import type { CreationOptions, RequestOptions } from './passkeys.schemas.ts';
import { userHandleOf } from './user-handle.ts';

/** What a browser needs to make a passkey for whoever is signed in. */
export async function offerNewPasskey(deps: FactorDeps, holder: Holder): Promise<CreationOptions> {
  const { userId, sessionId } = holder;
  const party = named(holder.party);
  const user = await getProfile(deps, userId);
  return {
    challenge: deps.passkeyChallenges.issue({ type: 'register', userId, sessionId }, deps.now()),
    rp: { id: party.id, name: 'LinkFlow' },
    user: { id: userHandleOf(userId), name: user.email, displayName: `${user.first_name} ${user.last_name}`.trim() },
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: CHALLENGE_LIFETIME_MS,
    excludeCredentials: await descriptors(deps, userId, party),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    attestation: 'none',
  };
}

/** What a browser needs to sign somebody in who is not known yet: the device says who. */
export function offerPasskeySignIn(deps: FactorDeps, { party }: Visitor): RequestOptions {
  const purpose = { type: 'sign_in' } as const;
  return requestOptions(deps, { purpose, party: named(party), allowed: [], userVerification: 'required' });
}

/** What a browser needs for the second step of signing in. */
export async function offerPasskeyFactor(deps: FactorDeps, visitor: Visitor, ticket: string): Promise<RequestOptions> {
  const party = named(visitor.party);
  const { user } = await holderOfTicket(deps, ticket);
  const allowed = await descriptors(deps, user.id, party);
  const purpose = { type: 'factor', userId: user.id } as const;
  return requestOptions(deps, { purpose, party, allowed, userVerification: 'preferred' });
}

/** What a browser needs to prove again who is signed in. */
export async function offerPasskeyStepUp(deps: FactorDeps, holder: Holder): Promise<RequestOptions> {
  const { userId, sessionId } = holder;
  const party = named(holder.party);
  const allowed = await descriptors(deps, userId, party);
  const purpose = { type: 'step_up', userId, sessionId } as const;
  return requestOptions(deps, { purpose, party, allowed, userVerification: 'preferred' });
}

type Request = {
  readonly purpose: ChallengePurpose;
  readonly party: RelyingParty;
  readonly allowed: RequestOptions['allowCredentials'];
  readonly userVerification: RequestOptions['userVerification'];
};

function requestOptions(
  deps: Pick<FactorDeps, 'passkeyChallenges' | 'now'>,
  { purpose, party, allowed, userVerification }: Request,
): RequestOptions {
  return {
    challenge: deps.passkeyChallenges.issue(purpose, deps.now()),
    rpId: party.id,
    timeout: CHALLENGE_LIFETIME_MS,
    allowCredentials: allowed,
    userVerification,
  };
}

async function descriptors(deps: FactorDeps, userId: string, party: RelyingParty) {
  const own = await deps.passkeys.list(userId);
  return own.filter(({ rp_id }) => rp_id === party.id).map(descriptorOf);
}

function descriptorOf({ credential_id, transports }: PasskeyRow) {
  return { id: credential_id, type: 'public-key', transports } as const;
}

function named(party: RelyingParty | null): RelyingParty {
  if (party === null) throw nameNeeded();
  return party;
}
