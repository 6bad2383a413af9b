import type { WorkspaceSecrets } from '../../workspace-keys/workspace-secrets.ts';
import { type CredentialPlace, tokensPurpose } from '../credential-data.ts';
import { type TokenSet, tokenSet } from './token-answer.ts';

/** Seals tokens under the newest key of the workspace. They open neither for another credential nor as the data of this one. */
export async function sealTokens(
  secrets: Pick<WorkspaceSecrets, 'sealer'>,
  { id, workspaceId }: CredentialPlace,
  tokens: TokenSet,
): Promise<string> {
  const seal = await secrets.sealer(workspaceId);
  return seal(JSON.stringify(tokens), tokensPurpose(id));
}

/** Tokens that were opened. */
export function readTokens(opened: string): TokenSet {
  return tokenSet.parse(JSON.parse(opened));
}
