import type { Vault } from '../../security/vault.ts';
import { type TokenSet, tokenSet } from './token-answer.ts';

/** Whose tokens they are: no sealed text opens for another credential or workspace, nor as the data of this one. */
export type CredentialPlace = { readonly workspaceId: string; readonly id: string };

function purpose({ workspaceId, id }: CredentialPlace): string {
  return `credentials.tokens:${workspaceId}:${id}`;
}

export function sealTokens(vault: Vault, place: CredentialPlace, tokens: TokenSet): Promise<string> {
  return vault.seal(JSON.stringify(tokens), purpose(place));
}

export async function openTokens(vault: Vault, place: CredentialPlace, sealed: string): Promise<TokenSet> {
  return tokenSet.parse(JSON.parse(await vault.open(sealed, purpose(place))));
}
