import { base64url } from 'jose';
import type { RandomBytes } from '../security/random.ts';
import { importKey, unreadable } from '../security/sealed-text.ts';
import type { Vault } from '../security/vault.ts';
import { decodeBase64Url } from '../shared/text/canonical-base64.ts';
import type { NewKey } from './workspace-keys.repository.ts';

/** A key of a workspace: whose it is, and which one. */
export type KeyName = { readonly workspaceId: string; readonly version: number };

function purposeOf({ workspaceId, version }: KeyName): string {
  return `workspace_keys:${workspaceId}:${version}`;
}

/** A new random key of 256 bits, wrapped by the newest master key. */
export async function newWrappedKey(vault: Vault, random: RandomBytes, name: KeyName): Promise<NewKey> {
  const wrapped_key = await vault.seal(base64url.encode(random(32)), purposeOf(name));
  return { version: name.version, wrapped_key, masterVersion: vault.version };
}

/** The same key, wrapped by the newest master key. */
export async function rewrapKey(vault: Vault, wrapped: string, name: KeyName): Promise<NewKey> {
  const wrapped_key = await vault.seal(await vault.open(wrapped, purposeOf(name)), purposeOf(name));
  return { version: name.version, wrapped_key, masterVersion: vault.version };
}

/** The key to seal and open with. Throws `AppError` 500 `vault.unreadable`. */
export async function unwrapKey(vault: Vault, wrapped: string, name: KeyName): Promise<CryptoKey> {
  const bytes = decodeBase64Url(await vault.open(wrapped, purposeOf(name)));
  if (bytes === null) throw unreadable(new Error('Not a key.'));
  return importKey(bytes);
}
