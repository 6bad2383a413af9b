import { AUDITED } from '../audit/audited-change.ts';
import { queueMails } from '../mail/queue-statement.ts';

/** After another plan the month's limit is another one, and owners are told of it anew. Of the part `changed`. */
const LIMIT_CHANGED = `counted AS (
  UPDATE workspace_usage u SET warned_at = NULL, reached_at = NULL,
    refused = coalesce(greatest(u.used, u.executions) >= (c.plan_limits ->> 'executions')::bigint, false)
  FROM changed c WHERE u.workspace_id = c.id AND u.month = date_trunc('month', now() AT TIME ZONE 'UTC')::date
)`;

/**
 * Writes down how a subscription is, and the plan that it gives, in one statement: `$1` is a `SubscriptionChange` as JSON. An event
 * that was acted on before changes nothing, and neither does what was asked of Stripe before what is stored: of several events that
 * overtake one another, the last word is that of the last question. A grace goes on from when it first began.
 */
export const APPLY = `WITH given AS (
  SELECT * FROM json_to_record($1::json->'subscription') AS s(workspace_id uuid, stripe_subscription_id text, plan_id text,
    status text, current_period_end timestamptz, cancel_at_period_end boolean, grace_until timestamptz, checked_at timestamptz)
), given_plan AS (
  SELECT * FROM json_to_record($1::json->'plan') AS p(id text, limits json)
), fresh AS (
  INSERT INTO billing_events (id, type) SELECT e.id, e.type FROM json_to_record($1::json->'event') AS e(id text, type text)
  ON CONFLICT DO NOTHING RETURNING id
), before AS MATERIALIZED (
  SELECT s.grace_until FROM subscriptions s JOIN given g ON g.workspace_id = s.workspace_id FOR UPDATE OF s
), kept AS (
  INSERT INTO subscriptions AS s (workspace_id, stripe_subscription_id, plan_id, status, current_period_end,
    cancel_at_period_end, grace_until, checked_at)
  SELECT g.* FROM given g, fresh
  ON CONFLICT (workspace_id) DO UPDATE SET stripe_subscription_id = excluded.stripe_subscription_id,
    plan_id = excluded.plan_id, status = excluded.status, current_period_end = excluded.current_period_end,
    cancel_at_period_end = excluded.cancel_at_period_end, checked_at = excluded.checked_at, updated_at = now(),
    grace_until = CASE WHEN excluded.grace_until IS NOT NULL THEN coalesce(s.grace_until, excluded.grace_until) END
  WHERE s.checked_at <= excluded.checked_at
  RETURNING s.workspace_id, s.grace_until
), changed AS (
  UPDATE workspaces w SET plan_id = p.id, plan_limits = p.limits FROM kept k, given_plan p
  WHERE w.id = k.workspace_id AND w.plan_id <> p.id RETURNING w.id, w.plan_limits
), ${LIMIT_CHANGED}, grace_began AS (
  SELECT 1 FROM kept WHERE grace_until IS NOT NULL AND NOT EXISTS (SELECT 1 FROM before WHERE grace_until IS NOT NULL)
), mailed AS (${queueMails('mails', 'EXISTS (SELECT 1 FROM grace_began)')}), ${AUDITED}
SELECT EXISTS (SELECT 1 FROM grace_began) AS grace_began`;

/** Ends the plan of a workspace whose grace is over, unless it was paid meanwhile. `$1`: the plan and the entry, `$2`: the workspace. */
export const END_GRACE = `WITH changed AS (
  UPDATE workspaces w SET plan_id = p.id, plan_limits = p.limits
  FROM json_to_record($1::json->'plan') AS p(id text, limits json), subscriptions s
  WHERE w.id = $2::uuid AND s.workspace_id = w.id AND s.grace_until <= now() AND w.plan_id <> p.id
  RETURNING w.id, w.plan_limits
), ${LIMIT_CHANGED}, ${AUDITED}
SELECT id FROM changed`;
