import { env } from 'cloudflare:workers';
import { neonConfig } from '@neondatabase/serverless';
import { createDatabase, type Database } from '../../src/db/client.ts';

/** The database of the test run, as the Worker reaches it. */
export function testDatabase(): Database {
  return createDatabase({ url: env.DATABASE_URL, bridge: env.NEON_BRIDGE });
}

/** The way of all statements of this isolate. */
let usualWay: typeof neonConfig.fetchFunction;

/** Sends all statements of this isolate to `url`, whatever is there, until {@link restoreDatabase} is called. */
export function divertDatabase(url: string): void {
  usualWay ??= neonConfig.fetchFunction;
  neonConfig.fetchFunction = (_: unknown, init: RequestInit) => fetch(url, init);
}

export function restoreDatabase(): void {
  neonConfig.fetchFunction = usualWay ?? neonConfig.fetchFunction;
}
