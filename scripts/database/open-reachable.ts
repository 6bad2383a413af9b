import { errorText, StartError } from '../support/start-error.ts';
import type { DatabaseAdapter } from './adapter.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { openPostgres } from './postgres.ts';

/** Opens the Postgres of DATABASE_URL, and checks that it answers. */
export async function openReachable(databaseUrl: string): Promise<DatabaseAdapter> {
  const { host } = parseDatabaseUrl(databaseUrl);
  const database = openPostgres(databaseUrl, (error) => {
    console.error(`linkflow: lost a connection to ${host}: ${errorText(error)}`);
  });
  try {
    await database.execute({ query: 'SELECT 1', params: [] });
    return database;
  } catch (error) {
    await database.close();
    throw new StartError(`The database at ${host} cannot be used: ${errorText(error)}`, error);
  }
}
