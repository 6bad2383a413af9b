import { renderSVG } from 'uqr';
import { newTotpSecret, totpUri } from '../../security/factors/totp.ts';
import type { SessionHolder } from '../account-deps.ts';
import { getProfile } from '../profile.ts';
import type { FactorDeps } from './factor-deps.ts';
import { totpExists } from './factors.errors.ts';
import type { ProposedTotp } from './factors.schemas.ts';
import { secretPurpose } from './secret-purpose.ts';

/** Draws the secret of a new authenticator app. It counts for nothing until a first code confirms it. */
export async function proposeTotp(deps: FactorDeps, { userId }: SessionHolder): Promise<ProposedTotp> {
  const { email } = await getProfile(deps, userId);
  const secret = newTotpSecret(deps.random);
  const sealed = await deps.vault.seal(secret, secretPurpose(userId));
  if (!(await deps.factors.proposeTotp(userId, sealed))) throw totpExists();
  const uri = totpUri(secret, email);
  return { secret, uri, qr_svg: renderSVG(uri, { ecc: 'M', border: 4, pixelSize: 6 }) };
}
