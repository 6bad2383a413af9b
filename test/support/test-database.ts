import { env } from 'cloudflare:workers';
import { createDatabase, type Database } from '../../src/db/client.ts';
import { parseSettings } from '../../src/env.ts';

/** The database of the test run, as the Worker reaches it. */
export function testDatabase(): Database {
  return createDatabase(parseSettings(env));
}
