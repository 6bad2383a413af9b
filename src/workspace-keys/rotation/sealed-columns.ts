import { secretPurpose } from '../../accounts/factors/secret-purpose.ts';
import { credentialPurpose, tokensPurpose } from '../../credentials/credential-data.ts';
import { connectionPurpose } from '../../credentials/oauth/connection-secrets.ts';
import { mailPurpose } from '../../mail/deliver-mail.ts';
import { variablePurpose } from '../../variables/variable-value.ts';
import { endpointSecretPurpose } from '../../webhooks/endpoint-secret.ts';

/** A column with sealed texts, in a table with an `id`. `purpose`: what they are bound to. */
export type SealedColumn = {
  readonly table: string;
  readonly column: string;
  readonly purpose: (id: string) => string;
  /** The column that says whether the text is sealed; absent: every one is. */
  readonly sealedIf?: string;
};

/** All that is sealed under the keys of workspaces. Each table has a `workspace_id`. */
export const WORKSPACE_COLUMNS: readonly SealedColumn[] = [
  { table: 'credentials', column: 'data', purpose: credentialPurpose },
  { table: 'credentials', column: 'tokens', purpose: tokensPurpose },
  { table: 'variables', column: 'value', purpose: variablePurpose, sealedIf: 'is_secret' },
  { table: 'webhook_endpoints', column: 'previous_secret', purpose: endpointSecretPurpose },
  { table: 'webhook_endpoints', column: 'secret', purpose: endpointSecretPurpose },
];

/** All that is sealed under the master keys themselves, apart from the keys of workspaces: what belongs to no workspace. */
export const ACCOUNT_COLUMNS: readonly SealedColumn[] = [
  { table: 'users', column: 'mfa_secret', purpose: secretPurpose },
  { table: 'oauth_connections', column: 'secrets', purpose: connectionPurpose },
  { table: 'mail_queue', column: 'message', purpose: mailPurpose },
];
