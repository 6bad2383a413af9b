import { z } from 'zod';
import type { SystemDatabase } from '../../db/client.ts';
import { type Channels, FIRING_EVENTS, firingDetailsSchema } from '../alerts.schemas.ts';

/** Until a delivery is given up: with the pauses between them, some two hours. */
export const MAX_TRIES = 8;

/** Deliveries that one tick takes up. */
const LIMIT = 100;

/**
 * One minute after the first try, twice as long after each further one, an hour at most; by then a try is over. What a workspace in
 * deletion has still to send waits until it is restored, or goes with it.
 */
const CLAIM = `WITH due AS (
  SELECT d.firing_id, d.channel FROM alert_deliveries d JOIN alert_firings f ON f.id = d.firing_id
  JOIN workspaces w ON w.id = f.workspace_id AND w.deleted_at IS NULL
  WHERE d.status = 'due' AND d.next_at <= now()
  ORDER BY d.next_at LIMIT ${LIMIT} FOR UPDATE OF d SKIP LOCKED
)
UPDATE alert_deliveries d SET attempts = d.attempts + 1,
  next_at = now() + least(interval '1 hour', interval '1 minute' * power(2, d.attempts))
FROM due JOIN alert_firings f ON f.id = due.firing_id JOIN alerts a ON a.id = f.alert_id
WHERE d.firing_id = due.firing_id AND d.channel = due.channel
RETURNING d.firing_id, d.channel, d.attempts, f.event, f.details, f.workspace_id, a.id AS alert_id, a.channels, a.signing_secret`;

const claimedSchema = z.object({
  firing_id: z.string(),
  channel: z.enum(['webhook', 'workflow']),
  attempts: z.number(),
  event: z.enum(FIRING_EVENTS),
  details: firingDetailsSchema,
  workspace_id: z.string(),
  alert_id: z.string(),
  channels: z.custom<Channels>(),
  signing_secret: z.string(),
});

/** A delivery that whoever claimed it has to make. `attempts`: the number of this try. */
export type Delivery = z.infer<typeof claimedSchema>;

export async function claimDeliveries(db: SystemDatabase): Promise<readonly Delivery[]> {
  const rows = await db.sql.query(CLAIM);
  return rows.map((row) => claimedSchema.parse(row));
}

const SETTLE = `UPDATE alert_deliveries SET status = $3, error = left($4, 300)
WHERE firing_id = $1::uuid AND channel = $2 AND status = 'due'`;

/** Notes what became of a try. `due`: it is tried again. */
export async function settleDelivery(
  db: SystemDatabase,
  { firing_id, channel }: Pick<Delivery, 'firing_id' | 'channel'>,
  { status, error }: { readonly status: 'due' | 'done' | 'failed'; readonly error: string | null },
): Promise<void> {
  await db.sql.query(SETTLE, [firing_id, channel, status, error]);
}
