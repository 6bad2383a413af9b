import { decodeBase64 } from '../shared/text/canonical-base64.ts';
import { type RandomBytes, secureRandom } from './random.ts';
import { importKey, markOf, openText, sealText, unreadable } from './sealed-text.ts';

/**
 * Encrypts under the master keys what the database keeps but must not know: the keys of workspaces, and what belongs to an
 * account. `purpose` names the record and the field (`users.mfa_secret:<id>`) and is authenticated with the text, so that no
 * ciphertext can be moved to another place.
 */
export type Vault = {
  /** The version of the master key that seals: the newest. */
  readonly version: number;
  seal(text: string, purpose: string): Promise<string>;
  /** Throws `AppError` 500 `vault.unreadable` for another key or purpose, or for a text that was changed. */
  open(sealed: string, purpose: string): Promise<string>;
};

/** A master key: 32 bytes in base64. Versions count from 1; what is sealed names the version of its key. */
export type MasterKey = { readonly version: number; readonly key: string };

const KIND = 'v';

/** A vault that opens under each of the keys, and seals under the newest. A text is the one key there is, version 1. */
export function createVault(keys: string | readonly MasterKey[], random: RandomBytes = secureRandom): Vault {
  const all = typeof keys === 'string' ? [{ version: 1, key: keys }] : keys;
  const versions = all.map(({ version }) => version);
  const newest = Math.max(...versions);
  const keyOf = createKeyring(all);
  return {
    version: newest,
    seal: async (text, purpose) =>
      sealText({ key: await keyOf(newest), random }, { kind: KIND, version: newest }, { text, bound: purpose }),
    open: async (sealed, purpose) => {
      const mark = markOf(sealed);
      if (mark?.kind !== KIND) throw unreadable(new Error('Not sealed under a master key.'));
      return openText(await keyOf(mark.version), sealed, purpose);
    },
  };
}

/** Keeps keys and no promises: on Workers a promise must not outlive the request that made it. */
function createKeyring(keys: readonly MasterKey[]): (version: number) => Promise<CryptoKey> {
  const imported = new Map<number, CryptoKey>();
  return async (version) => {
    const known = imported.get(version);
    if (known !== undefined) return known;
    const bytes = decodeBase64(keys.find((key) => key.version === version)?.key ?? '');
    if (bytes?.length !== 32) throw unreadable(new Error(`There is no master key of version ${version}.`));
    const key = await importKey(bytes);
    imported.set(version, key);
    return key;
  };
}
