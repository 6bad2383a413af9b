import {
  type AuthDatabase,
  createDatabase,
  type DatabasePlace,
  type PeopleDatabase,
  type SystemDatabase,
} from './client.ts';
import type { DatabaseRole } from './roles.ts';

/** The database as each of the roles. */
export type Databases = {
  readonly people: PeopleDatabase;
  readonly auth: AuthDatabase;
  readonly system: SystemDatabase;
};

/** What the environment says of the database. `DATABASE_URL` stands for each URL that is missing. */
export type DatabaseEnv = {
  readonly DATABASE_URL?: string;
  readonly APP_DATABASE_URL?: string;
  readonly AUTH_DATABASE_URL?: string;
  readonly SYSTEM_DATABASE_URL?: string;
  readonly NEON_BRIDGE?: DatabasePlace['bridge'];
};

/** The settings with the URLs by which the roles log in. */
export const ROLE_URLS = {
  people: 'APP_DATABASE_URL',
  auth: 'AUTH_DATABASE_URL',
  system: 'SYSTEM_DATABASE_URL',
} as const satisfies { readonly [role in DatabaseRole]: keyof DatabaseEnv };

function placeOf(env: DatabaseEnv, role: DatabaseRole): DatabasePlace {
  return { url: env[ROLE_URLS[role]] || env.DATABASE_URL || '', bridge: env.NEON_BRIDGE };
}

/** The database as the platform's own work sees it. */
export function openSystemDatabase(env: DatabaseEnv): SystemDatabase {
  return createDatabase(placeOf(env, 'system'), 'system');
}

/** The database as each role sees it. There is no client without a role. */
export function openDatabases(env: DatabaseEnv): Databases {
  return {
    people: createDatabase(placeOf(env, 'people'), 'people'),
    auth: createDatabase(placeOf(env, 'auth'), 'auth'),
    system: openSystemDatabase(env),
  };
}
