import type { Attempts } from '../../attempts/attempts.repository.ts';
import type { AccessLookup } from '../../security/access.ts';
import type { RandomBytes } from '../../security/random.ts';
import type { Vault } from '../../security/vault.ts';
import type { WorkspaceEgress } from '../../workspaces/workspace-egress.ts';
import type { CredentialDeps } from '../credential-deps.ts';
import type { OAuthConnectionRepository } from './oauth-connections.repository.ts';

export type ConnectionDeps = CredentialDeps & {
  readonly oauthConnections: OAuthConnectionRepository;
  readonly attempts: Pick<Attempts, 'take'>;
  readonly access: Pick<AccessLookup, 'bySession'>;
  readonly random: RandomBytes;
  readonly vault: Vault;
  readonly tokenEgress: WorkspaceEgress;
  readonly callerAddress: (request: Request) => string | null;
  readonly settings: { readonly PUBLIC_URL: string };
};
