import { z } from 'zod';
import type { AuthDatabase } from '../db/client.ts';
import { hashSecret } from '../security/secret-hash.ts';
import type { Clock } from '../shared/clock.ts';
import { ATTEMPT_LIMITS, type AttemptKind } from './attempt-limits.ts';
import { tooManyAttempts } from './attempts.errors.ts';

/** Who tries what: `subject` is an account, an address of the network, or a mail address, in its canonical form. */
export type Attempt = { readonly kind: AttemptKind; readonly subject: string };

/** A try too many, and after how many seconds the next may be made. */
type Exceeded = { readonly kind: string; readonly secondsLeft: number };

/** Counts what may be tried only so often. Shared by all isolates, since it is kept in Postgres. */
export type Attempts = {
  /** Counts one try of each. Throws 429 `auth.too_many_attempts` with Retry-After if any of them is one too many. */
  take(attempts: readonly Attempt[]): Promise<void>;
  /** Counts one try of each, and says which of them are one too many. */
  count(attempts: readonly Attempt[]): Promise<Exceeded[]>;
  /** Forgets the tries, after one that succeeded. */
  forget(attempts: readonly Attempt[]): Promise<void>;
};

const countedRows = z.array(z.object({ kind: z.string(), count: z.number(), seconds_left: z.number() }));

/** `$1`: the tries as JSON, `$2`: now. A window that is over begins anew. In order of their keys, so that two never deadlock. */
const TAKE = `
INSERT INTO attempts AS a (subject_hash, kind, count, expires_at)
SELECT g.subject_hash, g.kind, 1, $2::timestamptz + make_interval(secs => g.window_seconds)
FROM json_to_recordset($1::json) AS g(subject_hash text, kind text, window_seconds integer)
ORDER BY g.subject_hash
ON CONFLICT (subject_hash) DO UPDATE SET
  count = CASE WHEN a.expires_at <= $2::timestamptz THEN 1 ELSE a.count + 1 END,
  expires_at = CASE WHEN a.expires_at <= $2::timestamptz THEN EXCLUDED.expires_at ELSE a.expires_at END
RETURNING kind, count, ceil(extract(epoch FROM expires_at - $2::timestamptz))::integer AS seconds_left`;

const FORGET = `DELETE FROM attempts WHERE subject_hash = ANY($1::text[])`;

export function createAttempts(db: AuthDatabase, now: Clock): Attempts {
  async function count(attempts: readonly Attempt[]): Promise<Exceeded[]> {
    if (attempts.length === 0) return [];
    const given = attempts.map(({ kind, subject }) => ({
      subject_hash: hashOf({ kind, subject }),
      kind,
      window_seconds: ATTEMPT_LIMITS[kind].windowSeconds,
    }));
    const rows = countedRows.parse(await db.sql.query(TAKE, [JSON.stringify(given), new Date(now()).toISOString()]));
    const exceeded = rows.filter((row) => row.count > limitOf(row.kind));
    return exceeded.map(({ kind, seconds_left }) => ({ kind, secondsLeft: Math.max(1, seconds_left) }));
  }

  return {
    count,
    async take(attempts) {
      const exceeded = await count(attempts);
      if (exceeded.length > 0) throw tooManyAttempts(Math.max(...exceeded.map(({ secondsLeft }) => secondsLeft)));
    },
    async forget(attempts) {
      await db.sql.query(FORGET, [attempts.map(hashOf)]);
    },
  };
}

function hashOf({ kind, subject }: Attempt): string {
  return hashSecret(`${kind}:${subject}`);
}

function limitOf(kind: string): number {
  return Object.entries(ATTEMPT_LIMITS).find(([name]) => name === kind)?.[1].max ?? 0;
}
