import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { startBridge } from '../../scripts/database/bridge.ts';
import { roleUrls } from '../../scripts/database/bridge-request.ts';
import { migrate } from '../../scripts/database/migrate.ts';
import { loadMigrations } from '../../scripts/database/migrations.ts';
import { createPglite } from '../../scripts/database/pglite.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string;
    appDatabaseUrl: string;
    authDatabaseUrl: string;
    systemDatabaseUrl: string;
    databaseBridge: string;
  }
}

const PASSWORD = 'password-of-the-test-database';

/** One migrated database in memory for the whole run. Tests keep apart by making workspaces of their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await createPglite();
  await migrate(database, await loadMigrations(fileURLToPath(new URL('../../migrations', import.meta.url))));
  const bridge = await startBridge({ database, password: PASSWORD });
  const { people, auth, system } = roleUrls(PASSWORD);
  project.provide('databaseUrl', `postgresql://linkflow:${PASSWORD}@bridge.localhost/linkflow`);
  project.provide('appDatabaseUrl', people);
  project.provide('authDatabaseUrl', auth);
  project.provide('systemDatabaseUrl', system);
  project.provide('databaseBridge', bridge.address);
  return async () => {
    await bridge.close();
    await database.close();
  };
}
