import { randomBytes } from 'node:crypto';
import type { DatabaseAdapter } from '../../scripts/database/adapter.ts';
import { createPglite } from '../../scripts/database/pglite.ts';
import { openPostgres } from '../../scripts/database/postgres.ts';

type AdapterUnderTest = { readonly name: string; open(): Promise<DatabaseAdapter> };

function failLoudly(error: Error): never {
  throw error;
}

/** A database of its own on the server, dropped when it is closed. */
async function openScratchDatabase(serverUrl: string): Promise<DatabaseAdapter> {
  const name = `linkflow_test_${randomBytes(6).toString('hex')}`;
  const server = openPostgres(serverUrl, failLoudly);
  await server.execute({ query: `CREATE DATABASE ${name}`, params: [] });
  const scratch = openPostgres(Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href, failLoudly);
  return {
    ...scratch,
    async close() {
      await scratch.close();
      await server.execute({ query: `DROP DATABASE ${name}`, params: [] });
      await server.close();
    },
  };
}

const serverUrl = process.env.TEST_DATABASE_URL;

/** PGlite, and a real server when TEST_DATABASE_URL names one that lets us create databases. Each opens empty. */
export const ADAPTERS: readonly AdapterUnderTest[] = [
  { name: 'PGlite', open: () => createPglite() },
  ...(serverUrl ? [{ name: 'Postgres', open: () => openScratchDatabase(serverUrl) }] : []),
];
