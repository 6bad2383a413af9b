import { StartError } from '../support/start-error.ts';

/** Checks that the text is the URL of a Postgres database. The error never repeats it, because it has a password. */
export function parseDatabaseUrl(text: string): URL {
  const url = URL.parse(text);
  const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
  if (url === null || !isPostgres || url.hostname === '' || url.pathname.length < 2) {
    throw new StartError('DATABASE_URL is not of the form postgres://user:password@host/database.');
  }
  return url;
}

/** Whether the database is Neon's own, which answers over HTTP itself. */
export function isNeon(url: URL): boolean {
  return url.hostname.endsWith('.neon.tech');
}
