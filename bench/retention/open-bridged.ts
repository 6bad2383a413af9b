import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { startBridge } from '../../scripts/database/bridge.ts';
import { migrate } from '../../scripts/database/migrate.ts';
import { loadMigrations } from '../../scripts/database/migrations.ts';
import { openReachable } from '../../scripts/database/open-reachable.ts';
import { openEmbeddedPostgres } from '../../scripts/local/embedded-postgres.ts';
import { MIGRATIONS } from '../../scripts/support/paths.ts';
import { createDatabase, type SystemDatabase } from '../../src/db/client.ts';

const PASSWORD = 'password-of-the-bench';

/** A database as the Worker reaches it, and as scripts do. */
export type Bridged = { readonly db: SystemDatabase; readonly adapter: DatabaseAdapter; close(): Promise<void> };

async function bridge(adapter: DatabaseAdapter): Promise<Bridged> {
  await migrate(adapter, await loadMigrations(MIGRATIONS));
  const { address, close } = await startBridge({ database: adapter, password: PASSWORD });
  const url = `postgresql://linkflow:${PASSWORD}@bridge.localhost/linkflow`;
  const way = { fetch: (_: string, request: RequestInit) => fetch(`http://${address}/sql`, request) };
  return {
    db: createDatabase({ url, bridge: way }, 'system'),
    adapter,
    close: async () => {
      await close();
      await adapter.close();
    },
  };
}

/** Opens the Postgres of DATABASE_URL or, if none is named, an embedded one that is thrown away at the end. */
export async function openBridged(): Promise<Bridged> {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL !== undefined) return bridge(await openReachable(DATABASE_URL));
  const folder = await mkdtemp(join(tmpdir(), 'linkflow-bench-'));
  const opened = await bridge(await openEmbeddedPostgres(join(folder, 'postgres'), { synced: true }));
  const close = async (): Promise<void> => {
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...opened, close };
}
