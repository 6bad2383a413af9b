-- What ended when: pages that were written at the same time hold rows that ended at the same time. A summary of page ranges costs
-- an execution next to nothing; a tree would cost it an entry.
CREATE INDEX idx_executions_completed ON executions USING brin (completed_at) WITH (pages_per_range = 16);

-- Executions by the day (UTC) on which they ended, kept by the tick of each minute. span: whether the row is a day or a month, which
-- day begins. workflow_id: nil for the whole workspace. queued_ms: how long those that began waited for it, together. sampled: of how
-- many node_stats has the nodes. buckets, counts: how many took how long; bucket n > 0 begins at 1.2 ^ (n - 1) ms. Rows stay when
-- executions and workflows are deleted.
CREATE TABLE execution_stats (
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  span VARCHAR(5) NOT NULL,
  workflow_id UUID NOT NULL,
  day DATE NOT NULL,
  completed BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  cancelled BIGINT NOT NULL,
  began BIGINT NOT NULL,
  queued_ms BIGINT NOT NULL,
  longest_queued_ms BIGINT NOT NULL,
  sampled BIGINT NOT NULL,
  buckets SMALLINT[] NOT NULL,
  counts BIGINT[] NOT NULL,
  PRIMARY KEY (workspace_id, span, workflow_id, day),
  CONSTRAINT execution_stats_span_check CHECK (span IN ('day', 'month'))
);
CREATE INDEX idx_execution_stats_days ON execution_stats (workspace_id, span, day);
CREATE INDEX idx_execution_stats_day ON execution_stats (day);

-- Node runs of the executions that were looked at, by the day on which these ended.
CREATE TABLE node_stats (
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  workflow_id UUID NOT NULL,
  node_id VARCHAR(100) NOT NULL,
  day DATE NOT NULL,
  node_type VARCHAR(50) NOT NULL,
  node_name VARCHAR(255) NOT NULL,
  runs BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  retries BIGINT NOT NULL,
  duration_ms BIGINT NOT NULL,
  buckets SMALLINT[] NOT NULL,
  counts BIGINT[] NOT NULL,
  PRIMARY KEY (workspace_id, workflow_id, node_id, day)
);
CREATE INDEX idx_node_stats_days ON node_stats (workspace_id, day);
CREATE INDEX idx_node_stats_day ON node_stats (day);

-- What somebody wants to be told. threshold: failures, seconds or minutes, as the kind has it. checked_until: up to when schedules and
-- waits were looked at. fired_count is raised by each firing, which names the one that it has read: of two ticks one fires.
CREATE TABLE alerts (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  workflow_id UUID REFERENCES workflows (id) ON DELETE CASCADE,
  created_by UUID REFERENCES users (id) ON DELETE SET NULL,
  name VARCHAR(100) NOT NULL,
  kind VARCHAR(30) NOT NULL,
  threshold INTEGER,
  window_minutes INTEGER,
  cooldown_minutes INTEGER NOT NULL,
  channels JSON NOT NULL,
  signing_secret TEXT NOT NULL,
  is_active BOOLEAN NOT NULL DEFAULT true,
  checked_until TIMESTAMPTZ NOT NULL DEFAULT now(),
  last_fired_at TIMESTAMPTZ,
  fired_count INTEGER NOT NULL DEFAULT 0,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT alerts_kind_check
    CHECK (kind IN ('failure', 'failures_in_window', 'slow', 'schedule_missed', 'wait_overdue'))
);
CREATE INDEX idx_alerts_workspace ON alerts (workspace_id);
CREATE INDEX idx_alerts_workflow ON alerts (workflow_id);

-- What an alert has still to tell: by moment and workflow, never changed, deleted when it has been told.
CREATE TABLE alert_hits (
  alert_id UUID NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  at TIMESTAMPTZ NOT NULL,
  workflow_id UUID NOT NULL,
  hits INTEGER NOT NULL,
  execution_id UUID,
  schedule_id UUID,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (alert_id, at, workflow_id)
);
CREATE INDEX idx_alert_hits_created ON alert_hits (created_at);

-- That an alert fired, and what it told.
CREATE TABLE alert_firings (
  id UUID PRIMARY KEY,
  alert_id UUID NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  hits INTEGER NOT NULL,
  details JSON NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_alert_firings_alert ON alert_firings (alert_id, created_at DESC);
CREATE INDEX idx_alert_firings_workspace ON alert_firings (workspace_id);
CREATE INDEX idx_alert_firings_created ON alert_firings (created_at);

-- What goes out by webhook, or starts a workflow; mails have a queue of their own.
CREATE TABLE alert_deliveries (
  firing_id UUID NOT NULL REFERENCES alert_firings (id) ON DELETE CASCADE,
  channel VARCHAR(20) NOT NULL,
  status VARCHAR(20) NOT NULL DEFAULT 'due',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  error VARCHAR(300),
  PRIMARY KEY (firing_id, channel),
  CONSTRAINT alert_deliveries_channel_check CHECK (channel IN ('webhook', 'workflow')),
  CONSTRAINT alert_deliveries_status_check CHECK (status IN ('due', 'done', 'failed'))
);
CREATE INDEX idx_alert_deliveries_due ON alert_deliveries (next_at) WHERE status = 'due';

-- Waits that somebody has to end: the tick looks for those that have become overdue.
CREATE INDEX idx_execution_waits_open ON execution_waits (workspace_id, created_at)
WHERE resumed_at IS NULL AND closed_at IS NULL AND kind <> 'calls';
