import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Statement, TransactionOptions } from './adapter.ts';

const paramSchema = z
  .union([z.string(), z.null(), z.number(), z.boolean()])
  .transform((value) => (value === null ? null : String(value)));

const statementSchema = z.object({ query: z.string(), params: z.array(paramSchema).default([]) });

/** What the driver posts: one statement, or several in a transaction. */
const bodySchema = z.union([statementSchema, z.object({ queries: z.array(statementSchema) })]);

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

/** Makes a function that checks the password in a connection string. It compares digests, in constant time. */
export function createPasswordCheck(password: string): (connectionString: string | undefined) => boolean {
  const expected = digest(password);
  return (connectionString) => {
    const given = passwordOf(connectionString);
    return given !== null && timingSafeEqual(digest(given), expected);
  };
}

function passwordOf(connectionString: string | undefined): string | null {
  try {
    return connectionString === undefined ? null : decodeURIComponent(new URL(connectionString).password);
  } catch {
    return null;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
