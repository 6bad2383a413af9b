-- What the plan of a workspace allows, written together with plan_id; null: no limits, as without billing.
ALTER TABLE workspaces ADD COLUMN plan_limits JSON;
CREATE INDEX idx_workspaces_limited ON workspaces (id) WHERE plan_limits IS NOT NULL;

-- A customer pays for one workspace.
CREATE UNIQUE INDEX workspaces_stripe_customer_key ON workspaces (stripe_customer_id) WHERE stripe_customer_id IS NOT NULL;

-- Executions by workflow and day (UTC) of their created_at. A workflow that is deleted leaves its days behind. counted: those that
-- a plan counts, which no other execution has started.
CREATE TABLE execution_days (
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  workflow_id UUID NOT NULL,
  day DATE NOT NULL,
  started BIGINT NOT NULL,
  counted BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, day, workflow_id)
);
CREATE INDEX idx_execution_days_day ON execution_days (day);

-- What a workspace used in a month (UTC). executions: the sum of its days. used: with those that are too young for them, which is
-- what the limit goes by. refused: whether new runs are refused. warned_at, reached_at: when owners were told.
CREATE TABLE workspace_usage (
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  month DATE NOT NULL,
  executions BIGINT NOT NULL DEFAULT 0,
  used BIGINT NOT NULL DEFAULT 0,
  refused BOOLEAN NOT NULL DEFAULT false,
  warned_at TIMESTAMPTZ,
  reached_at TIMESTAMPTZ,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, month)
);
CREATE INDEX idx_workspace_usage_month ON workspace_usage (month, updated_at);
CREATE INDEX idx_workspace_usage_refused ON workspace_usage (month) WHERE refused;

-- What has been counted already, so that the job goes on from there.
INSERT INTO execution_days (workspace_id, workflow_id, day, started, counted)
SELECT e.workspace_id, e.workflow_id, (e.created_at AT TIME ZONE 'UTC')::date, count(*),
  count(*) FILTER (WHERE e.trigger_type NOT IN ('workflow', 'error'))
FROM executions e JOIN maintenance_state m ON m.name = 'execution_count' AND e.created_at <= (m.value #>> '{}')::timestamptz
GROUP BY 1, 2, 3;
INSERT INTO workspace_usage (workspace_id, month, executions)
SELECT workspace_id, date_trunc('month', day)::date, sum(counted) FROM execution_days GROUP BY 1, 2;

-- The subscription of a workspace as Stripe told of it. checked_at: before it was asked, by this clock: what was asked earlier never
-- overwrites what was asked later. grace_until: until when a plan that is not paid for stays.
CREATE TABLE subscriptions (
  workspace_id UUID PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
  stripe_subscription_id VARCHAR(255) NOT NULL,
  plan_id VARCHAR(50),
  status VARCHAR(30) NOT NULL,
  current_period_end TIMESTAMPTZ,
  cancel_at_period_end BOOLEAN NOT NULL DEFAULT false,
  grace_until TIMESTAMPTZ,
  checked_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_subscriptions_grace ON subscriptions (grace_until) WHERE grace_until IS NOT NULL;

-- Events of Stripe that were acted on, so that each is once.
CREATE TABLE billing_events (
  id VARCHAR(255) PRIMARY KEY,
  type VARCHAR(100) NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_billing_events_created ON billing_events (created_at);

-- Refuses the row that is one more than the plan allows. Its argument: the name of the limit. The lock has all who come
-- at once take turns, and each counts what those before have left.
CREATE FUNCTION hold_plan_limit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  most BIGINT;
  there BIGINT;
BEGIN
  SELECT (plan_limits ->> TG_ARGV[0])::bigint INTO most FROM workspaces
  WHERE id = NEW.workspace_id AND plan_limits IS NOT NULL FOR NO KEY UPDATE;
  IF most IS NULL THEN
    RETURN NULL;
  END IF;
  IF TG_TABLE_NAME = 'workflows' THEN
    SELECT count(*) INTO there FROM workflows WHERE workspace_id = NEW.workspace_id AND status = 'active';
  ELSE
    SELECT count(*) INTO there FROM workspace_members WHERE workspace_id = NEW.workspace_id;
  END IF;
  IF there > most THEN
    RAISE EXCEPTION 'The plan allows % %.', most, TG_ARGV[0]
      USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_' || TG_ARGV[0];
  END IF;
  RETURN NULL;
END
$$;

-- What a restored workspace had active becomes active again from archived, whatever the plan is by then.
CREATE TRIGGER workflows_hold_plan_limit AFTER UPDATE OF status ON workflows
FOR EACH ROW WHEN (OLD.status = 'draft' AND NEW.status = 'active') EXECUTE FUNCTION hold_plan_limit('active_workflows');
CREATE TRIGGER members_hold_plan_limit AFTER INSERT ON workspace_members
FOR EACH ROW EXECUTE FUNCTION hold_plan_limit('members');

-- As before, and never for longer than the plan of the workspace allows.
CREATE OR REPLACE FUNCTION retention_policies(usual_completed INTERVAL, usual_failed INTERVAL)
RETURNS TABLE (workflow_id UUID, workspace_id UUID, completed INTERVAL, failed INTERVAL, keep_last INTEGER)
LANGUAGE sql STABLE AS $$
  SELECT f.id, f.workspace_id,
    least(retention_days(w.plan_limits ->> 'retention_days'), greatest(interval '15 minutes',
      coalesce(retention_days(v.settings #>> '{retention,completed_days}'),
        retention_days(w.settings #>> '{retention,completed_days}'), usual_completed))),
    least(retention_days(w.plan_limits ->> 'retention_days'), coalesce(retention_days(v.settings #>> '{retention,failed_days}'),
      retention_days(w.settings #>> '{retention,failed_days}'), usual_failed)),
    coalesce(retention_number(v.settings #>> '{retention,keep_last}'), retention_number(w.settings #>> '{retention,keep_last}'))
  FROM workflows f
  JOIN workspaces w ON w.id = f.workspace_id
  JOIN workflow_versions v ON v.workflow_id = f.id AND v.version = coalesce(f.published_version, f.version)
$$;
