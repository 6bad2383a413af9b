import { storableText } from '../../shared/text/storable-text.ts';
import type { ProviderIdentity } from './provider-identity.ts';
import type { SignInProvider } from './sign-in-providers.ts';

/** Who a user is at a provider, as it is stored. */
export type IdentityRow = {
  readonly id: string;
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly created_at: string;
};

export function identityRow(
  id: string,
  { provider, identity }: { readonly provider: SignInProvider; readonly identity: ProviderIdentity },
  now: number,
): IdentityRow {
  return {
    id,
    provider: provider.id,
    issuer: provider.issuer,
    subject: identity.subject,
    email: identity.email === null ? null : storableText(identity.email).slice(0, 255),
    created_at: new Date(now).toISOString(),
  };
}

/**
 * Inserts the identity that `$1` has under `identity` for the users of the part `owners`. Nothing, if there is none, or if somebody
 * has that identity.
 */
export function insertIdentity(owners: string): string {
  return `
  INSERT INTO user_identities (user_id, id, provider, issuer, subject, email, created_at, last_used_at)
  SELECT o.id, i.*, i.created_at FROM ${owners} AS o, json_to_record($1::json->'identity') AS i(
    id uuid, provider text, issuer text, subject text, email text, created_at timestamptz)
  WHERE i.id IS NOT NULL
  ON CONFLICT DO NOTHING`;
}
