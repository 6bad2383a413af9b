import { env } from 'cloudflare:workers';
import { neonConfig } from '@neondatabase/serverless';
import { createDatabase, type Database } from '../../src/db/client.ts';
import { parseSettings } from '../../src/env.ts';

/** The database of the test run, as the Worker reaches it. */
export function testDatabase(): Database {
  return createDatabase(parseSettings(env));
}

/** The driver has one endpoint for the whole isolate: a test that sent it elsewhere calls this when it is over. */
export function restoreDatabase(): void {
  neonConfig.fetchEndpoint = env.NEON_FETCH_ENDPOINT ?? '';
}
