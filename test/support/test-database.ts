import { env } from 'cloudflare:workers';
import { neonConfig } from '@neondatabase/serverless';
import { createDatabase, type Database } from '../../src/db/client.ts';

/** The database of the test run, as the Worker reaches it. */
export function testDatabase(): Database {
  return createDatabase({ url: env.DATABASE_URL, bridge: env.NEON_BRIDGE });
}

/** Sends all statements of this isolate to `url`, whatever is there, until {@link restoreDatabase} is called. */
export function divertDatabase(url: string): void {
  neonConfig.fetchFunction = (_: unknown, init: RequestInit) => fetch(url, init);
}

/** The driver has one way to the database for the whole isolate: making a client puts it back. */
export function restoreDatabase(): void {
  testDatabase();
}
