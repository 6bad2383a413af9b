import { createHash, createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { type DatabaseRole, ROLE_NAMES } from '../../src/db/roles.ts';
import type { Statement, TransactionOptions } from './adapter.ts';

const paramSchema = z
  .union([z.string(), z.null(), z.number(), z.boolean()])
  .transform((value) => (value === null ? null : String(value)));

const statementSchema = z.object({ query: z.string(), params: z.array(paramSchema).default([]) });

const batchSchema = z.object({ queries: z.array(statementSchema) });

type BridgeRequest =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'batch'; readonly statements: readonly Statement[]; readonly options: TransactionOptions };

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const optionsSchema = z.object({
  isolationLevel: z.enum(['ReadUncommitted', 'ReadCommitted', 'RepeatableRead', 'Serializable']).optional(),
  readOnly: flag.optional(),
  deferrable: flag.optional(),
});

/** The headers that have them. */
const OPTIONS = ['neon-batch-isolation-level', 'neon-batch-read-only', 'neon-batch-deferrable'] as const;

/** What the driver posts: one statement, or several in a transaction. Throws a ZodError or SyntaxError for anything else. */
export function parseRequest(body: string, headers: IncomingHttpHeaders): BridgeRequest {
  const posted: unknown = JSON.parse(body);
  if (!isBatch(posted)) return { kind: 'statement', statement: statementSchema.parse(posted) };
  const { queries } = batchSchema.parse(posted);
  if (!OPTIONS.some((name) => headers[name] !== undefined)) return { kind: 'batch', statements: queries, options: {} };
  const { isolationLevel, readOnly, deferrable } = optionsSchema.parse({
    isolationLevel: headers['neon-batch-isolation-level'],
    readOnly: headers['neon-batch-read-only'],
    deferrable: headers['neon-batch-deferrable'],
  });
  return {
    kind: 'batch',
    statements: queries,
    options: {
      ...(isolationLevel === undefined ? {} : { isolationLevel }),
      ...(readOnly === undefined ? {} : { readOnly }),
      ...(deferrable === undefined ? {} : { deferrable }),
    },
  };
}

function isBatch(posted: unknown): boolean {
  return typeof posted === 'object' && posted !== null && 'queries' in posted;
}

/** What a role may send: nothing that ends a transaction, or says who it is from then on. */
const STATEMENT_OF_ROLE = /^\s*(?:explain\s*\([^()]*\)\s*)?[\s(]*(?:select|with|insert|update|delete)\b/i;

/** Whether all of these are statements that a role may send. */
export function areForRole(statements: readonly Statement[]): boolean {
  return statements.every(({ query }) => STATEMENT_OF_ROLE.test(query));
}

/** Who asks. `role`: as whom, by the name of the user; `undefined`: as the owner. */
export type BridgeUser = { readonly role: string | undefined };

/** Connection strings that are remembered: there is one for each role, and one of the owner. */
const MOST_REMEMBERED = 16;

/**
 * Makes a function that finds out who has a connection string; `null`: nobody, for the password is wrong. It compares digests, in
 * constant time. Each role has a password of its own, so whoever knows those of roles is not the owner. Those that are right it
 * remembers by their digest, since to read a URL takes as long as to read a row.
 */
export function createPasswordCheck(password: string): (connectionString: string | undefined) => BridgeUser | null {
  const roles = Object.values(ROLE_NAMES).map(
    (role) => [role, { role, expected: digest(passwordOfRole(password, role)) }] as const,
  );
  const known = new Map<string, { readonly role: string; readonly expected: Buffer }>(roles);
  const owner = { role: undefined, expected: digest(password) };
  const remembered = new Map<string, BridgeUser>();

  function check(connectionString: string): BridgeUser | null {
    const given = credentialsOf(connectionString);
    if (given === null) return null;
    const { role, expected } = known.get(given.user) ?? owner;
    return timingSafeEqual(digest(given.password), expected) ? { role } : null;
  }

  return (connectionString) => {
    if (connectionString === undefined) return null;
    const key = hash('sha256', connectionString);
    const user = remembered.get(key) ?? check(connectionString);
    if (user !== null && remembered.size < MOST_REMEMBERED) remembered.set(key, user);
    return user;
  };
}

/** The URLs by which the bridge knows the roles. */
export function roleUrls(password: string): { readonly [role in DatabaseRole]: string } {
  const url = (role: DatabaseRole): string => {
    const name = ROLE_NAMES[role];
    return `postgresql://${name}:${passwordOfRole(password, name)}@bridge.localhost/linkflow`;
  };
  return { people: url('people'), auth: url('auth'), system: url('system') };
}

/** The password of a role, of which nobody learns the owner's. */
function passwordOfRole(password: string, role: string): string {
  return createHmac('sha256', password).update(role).digest('hex');
}

function credentialsOf(connectionString: string): { user: string; password: string } | null {
  try {
    const { username, password } = new URL(connectionString);
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return null;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
