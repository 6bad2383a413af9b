import { ROLE_NAMES } from '../src/db/roles.ts';
import { checkRoles } from './database/check-roles.ts';
import { migrate } from './database/migrate.ts';
import { loadMigrations } from './database/migrations.ts';
import { openReachable } from './database/open-reachable.ts';
import { MIGRATIONS } from './support/paths.ts';
import { runScript } from './support/run-script.ts';
import { StartError } from './support/start-error.ts';

/** Brings the database that DATABASE_URL names up to date, as `npm run deploy` does before it deploys. */
await runScript(async () => {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new StartError('Set DATABASE_URL to the database that should be migrated.');
  const database = await openReachable(databaseUrl);
  try {
    const applied = await migrate(database, await loadMigrations(MIGRATIONS));
    for (const { version, name } of applied) console.log(`Applied ${String(version).padStart(4, '0')}_${name}.`);
    if (applied.length === 0) console.log('The database is up to date.');
    await database.execute({ query: 'SELECT ensure_partitions(2)', params: [] });
    await checkRoles(database);
    console.log(`The Worker comes in as ${Object.values(ROLE_NAMES).join(', ')}: see docs/tenancy.md.`);
  } finally {
    await database.close();
  }
});
