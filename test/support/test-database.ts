import { env } from 'cloudflare:workers';
import { neonConfig } from '@neondatabase/serverless';
import { drizzle } from 'drizzle-orm/neon-http';
import { connect, type Database } from '../../src/db/client.ts';

/** The database of the test run as its owner, whom the Worker never is: for what a test puts there, and for what it looks up. */
export function testDatabase(): Omit<Database, 'role'> {
  const sql = connect({ url: env.DATABASE_URL ?? '', bridge: env.NEON_BRIDGE });
  return { sql, orm: drizzle(sql) };
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

/** How many round trips to the database a piece of work takes. Others of this isolate count, too: of several tries, the least is its own. */
export async function roundTripsOf(work: () => Promise<unknown>): Promise<number> {
  const way = neonConfig.fetchFunction;
  const counts: number[] = [];
  for (let tries = 0; tries < 5; tries += 1) {
    let count = 0;
    neonConfig.fetchFunction = (...call: unknown[]) => {
      count += 1;
      return way(...call);
    };
    try {
      await work();
    } finally {
      neonConfig.fetchFunction = way;
    }
    counts.push(count);
  }
  return Math.min(...counts);
}
