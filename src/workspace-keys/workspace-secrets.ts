import { type RandomBytes, secureRandom } from '../security/random.ts';
import { markOf, openText, sealText, unreadable } from '../security/sealed-text.ts';
import type { Vault } from '../security/vault.ts';
import { createLruCache } from '../shared/lru-cache.ts';
import { readKeys, type WorkspaceKeyRepository, type WrappedKey } from './workspace-keys.repository.ts';
import { type KeyName, newWrappedKey, unwrapKey } from './wrap-key.ts';

/** Where a sealed text belongs. `purpose` names the record and the field: `credentials.data:<id>`. */
type SecretPlace = { readonly workspaceId: string; readonly purpose: string };

/** Seals a text of a workspace, for the record and field that `purpose` names. */
type Seal = (text: string, purpose: string) => Promise<string>;

/** Opens what was sealed for a purpose. Throws `AppError` 500 `vault.unreadable`. */
export type Open = (sealed: string, purpose: string) => Promise<string>;

/**
 * Encrypts the secrets of workspaces, each workspace under a key of its own. Workspace, version of the key, and purpose are
 * authenticated with the text: it opens nowhere else.
 */
export type WorkspaceSecrets = {
  /** Seals under the newest key of a workspace, which gets its first one when it is needed. Asks the database once. */
  sealer(workspaceId: string): Promise<Seal>;
  /**
   * What was sealed; also what a master key sealed before workspaces had keys. `keys`: those of the workspace as they were
   * read along (`keysOf`). Throws `AppError` 500 `vault.unreadable`.
   */
  open(sealed: string, place: SecretPlace, keys: unknown): Promise<string>;
  /** The same for several texts of a workspace, when its keys were not read along: asks the database once. */
  opener(workspaceId: string): Promise<Open>;
};

const KIND = 'w';

/** How many unwrapped keys an isolate keeps. */
const MAX_KEPT_KEYS = 1000;

export type WorkspaceSecretsDeps = {
  readonly vault: Vault;
  readonly keys: WorkspaceKeyRepository;
  readonly random?: RandomBytes;
};

function boundTo({ workspaceId, version }: KeyName, purpose: string): string {
  return `${workspaceId}:${version}:${purpose}`;
}

export function createWorkspaceSecrets({ vault, keys, random = secureRandom }: WorkspaceSecretsDeps): WorkspaceSecrets {
  const unwrap = createUnwrapping(vault);

  async function newestKey(workspaceId: string): Promise<WrappedKey> {
    const [newest] = await keys.list(workspaceId);
    if (newest !== undefined) return newest;
    await keys.addFirst(workspaceId, await newWrappedKey(vault, random, { workspaceId, version: 1 }));
    const [first] = await keys.list(workspaceId);
    if (first === undefined) throw unreadable(new Error('The workspace has no key.'));
    return first;
  }

  async function openUnder(all: readonly WrappedKey[], sealed: string, place: SecretPlace): Promise<string> {
    const { workspaceId, purpose } = place;
    const mark = markOf(sealed);
    if (mark?.kind !== KIND) return vault.open(sealed, purpose);
    const wrapped = all.find(({ version }) => version === mark.version);
    if (wrapped === undefined) throw unreadable(new Error(`The workspace has no key of version ${mark.version}.`));
    const name = { workspaceId, version: mark.version };
    return openText(await unwrap(wrapped.wrapped_key, name), sealed, boundTo(name, purpose));
  }

  return {
    async sealer(workspaceId) {
      const wrapped = await newestKey(workspaceId);
      const name = { workspaceId, version: wrapped.version };
      const key = await unwrap(wrapped.wrapped_key, name);
      const mark = { kind: KIND, version: name.version };
      return (text, purpose) => sealText({ key, random }, mark, { text, bound: boundTo(name, purpose) });
    },
    open: (sealed, place, known) => openUnder(readKeys(known), sealed, place),
    async opener(workspaceId) {
      const all = await keys.list(workspaceId);
      return (sealed, purpose) => openUnder(all, sealed, { workspaceId, purpose });
    },
  };
}

/** Keeps keys by what they were unwrapped from: what another place or master key wrapped is unwrapped anew. */
function createUnwrapping(vault: Vault): (wrapped: string, name: KeyName) => Promise<CryptoKey> {
  const kept = createLruCache<CryptoKey>(MAX_KEPT_KEYS);
  return async (wrapped, name) => {
    const id = `${name.workspaceId}:${name.version}:${wrapped}`;
    const known = kept.get(id);
    if (known !== undefined) return known;
    const key = await unwrapKey(vault, wrapped, name);
    kept.set(id, key);
    return key;
  };
}
