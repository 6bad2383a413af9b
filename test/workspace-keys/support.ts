import { secureRandom } from '../../src/security/random.ts';
import { createVault, type MasterKey } from '../../src/security/vault.ts';
import { createWorkspaceKeyRepository } from '../../src/workspace-keys/workspace-keys.repository.ts';
import { createWorkspaceSecrets } from '../../src/workspace-keys/workspace-secrets.ts';
import { db } from '../workflows/world.ts';

/** The master key of the tests, and those that come after it. */
export const FIRST = { version: 1, key: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' };
export const SECOND = { version: 2, key: btoa('second'.padEnd(32, '-')) };

/** What seals, opens and rotates while these master keys are in the environment. */
export function keyring(...masters: readonly MasterKey[]) {
  const query = (text: string, params: unknown[]) => db.sql.query(text, params);
  const vault = createVault(masters);
  const keys = createWorkspaceKeyRepository(query);
  return { query, vault, keys, secrets: createWorkspaceSecrets({ vault, keys }), random: secureRandom };
}

/** The first value of the only row that a statement finds. */
export async function readValue(text: string, ...params: unknown[]): Promise<unknown> {
  const [row] = await db.sql.query(text, params);
  return Object.values(row ?? {})[0];
}
