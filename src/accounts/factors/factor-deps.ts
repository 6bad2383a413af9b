import type { Mailer } from '../../mail/mailer.ts';
import type { PasskeyChallenges } from '../../security/passkeys/passkey-challenges.ts';
import type { RelyingParty } from '../../security/passkeys/relying-party.ts';
import type { RandomBytes } from '../../security/random.ts';
import type { Vault } from '../../security/vault.ts';
import type { Log } from '../../shared/log.ts';
import type { AccountDeps, ClientInfo, SessionHolder } from '../account-deps.ts';
import type { PasskeyRepository } from '../passkeys/passkeys.repository.ts';

/** What the use cases of factors and passkeys need. */
export type FactorDeps = AccountDeps & {
  readonly passkeys: PasskeyRepository;
  readonly passkeyChallenges: PasskeyChallenges;
  readonly vault: Vault;
  readonly random: RandomBytes;
  readonly mailer: Mailer;
  readonly log: Log;
};

/** Who asks before they are signed in: from where, and under which name they see this server (`null`: an address, which has none). */
export type Visitor = { readonly client: ClientInfo; readonly party: RelyingParty | null };

/** The same for who is signed in. */
export type Holder = SessionHolder & { readonly party: RelyingParty | null };
