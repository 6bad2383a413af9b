import { join } from 'node:path';
import { masterKeys, parseMasterKeys } from '../../src/security/master-keys.ts';
import type { MasterKey } from '../../src/security/vault.ts';
import type { DatabaseAdapter } from '../database/adapter.ts';
import { openReachable } from '../database/open-reachable.ts';
import { lockDataDir } from '../local/data-lock.ts';
import { openEmbeddedPostgres } from '../local/embedded-postgres.ts';
import { loadSecrets } from '../local/secrets.ts';
import { parseLocalSettings } from '../local/settings.ts';
import { StartError } from '../support/start-error.ts';

type OpenedDatabase = { readonly database: DatabaseAdapter; close(): Promise<void> };

/** The database that DATABASE_URL names, which may be in use; else the embedded one, whose server has to be stopped. */
export async function openKeyDatabase(environment: NodeJS.ProcessEnv): Promise<OpenedDatabase> {
  const { databaseUrl, dataDir } = parseLocalSettings(environment);
  if (databaseUrl !== null) {
    const database = await openReachable(databaseUrl);
    return { database, close: () => database.close() };
  }
  const unlock = lockDataDir(dataDir);
  const database = await openEmbeddedPostgres(join(dataDir, 'postgres'), { synced: true });
  return {
    database,
    async close() {
      await database.close();
      unlock();
    },
  };
}

/** ENCRYPTION_KEY and ENCRYPTION_KEYS of the environment; where they are not there, those of the local stack. */
export async function readMasterKeys(environment: NodeJS.ProcessEnv): Promise<readonly MasterKey[]> {
  const { dataDir } = parseLocalSettings(environment);
  const given = environment.ENCRYPTION_KEY === undefined ? await loadSecrets(dataDir) : environment;
  const list = parseMasterKeys(given.ENCRYPTION_KEYS ?? '');
  if (list === null)
    throw new StartError('ENCRYPTION_KEYS is not of the form 2:<32 bytes in base64>,1:<32 bytes in base64>.');
  return masterKeys(given.ENCRYPTION_KEY ?? '', list);
}
