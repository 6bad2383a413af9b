import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { type DatabaseRole, ROLE_NAMES } from '../../src/db/roles.ts';
import type { Statement, TransactionOptions } from './adapter.ts';

const paramSchema = z
  .union([z.string(), z.null(), z.number(), z.boolean()])
  .transform((value) => (value === null ? null : String(value)));

const statementSchema = z.object({ query: z.string(), params: z.array(paramSchema).default([]) });

/** What the driver posts: one statement, or several in a transaction. */
const bodySchema = z.union([z.object({ queries: z.array(statementSchema) }), statementSchema]);

type BridgeRequest =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'batch'; readonly statements: readonly Statement[]; readonly options: TransactionOptions };

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const optionsSchema = z.object({
  isolationLevel: z.enum(['ReadUncommitted', 'ReadCommitted', 'RepeatableRead', 'Serializable']).optional(),
  readOnly: flag.optional(),
  deferrable: flag.optional(),
});

/** Reads the posted statement or batch; throws a ZodError or SyntaxError for anything else. */
export function parseRequest(body: string, headers: IncomingHttpHeaders): BridgeRequest {
  const parsed = bodySchema.parse(JSON.parse(body));
  if ('query' in parsed) return { kind: 'statement', statement: parsed };
  const { isolationLevel, readOnly, deferrable } = optionsSchema.parse({
    isolationLevel: headers['neon-batch-isolation-level'],
    readOnly: headers['neon-batch-read-only'],
    deferrable: headers['neon-batch-deferrable'],
  });
  return {
    kind: 'batch',
    statements: parsed.queries,
    options: {
      ...(isolationLevel === undefined ? {} : { isolationLevel }),
      ...(readOnly === undefined ? {} : { readOnly }),
      ...(deferrable === undefined ? {} : { deferrable }),
    },
  };
}

/** What a role may send: nothing that ends a transaction, or says who it is from then on. */
const STATEMENT_OF_ROLE = /^\s*(?:explain\s*\([^()]*\)\s*)?[\s(]*(?:select|with|insert|update|delete)\b/i;

/** Whether all of these are statements that a role may send. */
export function areForRole(statements: readonly Statement[]): boolean {
  return statements.every(({ query }) => STATEMENT_OF_ROLE.test(query));
}

/** Who asks. `role`: as whom, by the name of the user; `undefined`: as the owner. */
export type BridgeUser = { readonly role: string | undefined };

/**
 * Makes a function that finds out who has a connection string; `null`: nobody, for the password is wrong. It compares digests, in
 * constant time. Each role has a password of its own, so whoever knows those of roles is not the owner.
 */
export function createPasswordCheck(password: string): (connectionString: string | undefined) => BridgeUser | null {
  const roles = Object.values(ROLE_NAMES).map(
    (role) => [role, { role, expected: digest(passwordOfRole(password, role)) }] as const,
  );
  const known = new Map<string, { readonly role: string; readonly expected: Buffer }>(roles);
  const owner = { role: undefined, expected: digest(password) };
  return (connectionString) => {
    const given = credentialsOf(connectionString);
    if (given === null) return null;
    const { role, expected } = known.get(given.user) ?? owner;
    return timingSafeEqual(digest(given.password), expected) ? { role } : null;
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

function credentialsOf(connectionString: string | undefined): { user: string; password: string } | null {
  try {
    if (connectionString === undefined) return null;
    const { username, password } = new URL(connectionString);
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return null;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
