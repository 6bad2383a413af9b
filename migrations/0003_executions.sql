-- Executions and their nodes, partitioned by month. created_at is exactly the moment in the UUIDv7 id, so that a lookup
-- by id names its month too. Primary keys of partitioned tables must contain the partition key.

CREATE TABLE executions (
  id UUID NOT NULL,
  workflow_id UUID NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  triggered_by UUID REFERENCES users (id) ON DELETE SET NULL,
  workflow_version INTEGER NOT NULL,
  status VARCHAR(20) NOT NULL DEFAULT 'queued',
  trigger_type VARCHAR(20) NOT NULL,
  trigger_node_id VARCHAR(100),
  trigger_data JSONB,
  input_data JSONB,
  output_data JSONB,
  response JSONB,
  error_code VARCHAR(100),
  error_message TEXT,
  error_node_id VARCHAR(100),
  created_at TIMESTAMPTZ NOT NULL,
  queued_at TIMESTAMPTZ,
  enqueued_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ,
  promoted_at TIMESTAMPTZ,
  wait_until TIMESTAMPTZ,
  cancel_requested_at TIMESTAMPTZ,
  completed_at TIMESTAMPTZ,
  journal_purged_at TIMESTAMPTZ,
  nodes_total INTEGER NOT NULL DEFAULT 0,
  nodes_completed INTEGER NOT NULL DEFAULT 0,
  retry_count INTEGER NOT NULL DEFAULT 0,
  parent_execution_id UUID,
  dedupe_key VARCHAR(255),
  has_effects BOOLEAN NOT NULL DEFAULT false,
  epoch INTEGER NOT NULL DEFAULT 0,
  claims INTEGER NOT NULL DEFAULT 0,
  lease_expires_at TIMESTAMPTZ,
  PRIMARY KEY (id, created_at),
  CONSTRAINT executions_status_check
    CHECK (status IN ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled')),
  CONSTRAINT executions_trigger_type_check
    CHECK (trigger_type IN ('manual', 'schedule', 'webhook', 'api', 'error', 'workflow'))
) PARTITION BY RANGE (created_at);

-- The first two carry the order of the lists, so that a page is read from the index.
CREATE INDEX idx_executions_workflow ON executions (workflow_id, created_at DESC, id DESC);
CREATE INDEX idx_executions_workspace ON executions (workspace_id, created_at DESC, id DESC);
CREATE INDEX idx_executions_status ON executions (status);
CREATE INDEX idx_executions_created ON executions (created_at DESC);
-- What the sweep of each minute looks for.
CREATE INDEX idx_executions_lease ON executions (lease_expires_at) WHERE status = 'running';
CREATE INDEX idx_executions_enqueued ON executions (enqueued_at) WHERE status = 'queued';
CREATE INDEX idx_executions_wait ON executions (wait_until) WHERE status = 'waiting';
CREATE INDEX idx_executions_journal ON executions (created_at) WHERE promoted_at IS NOT NULL AND journal_purged_at IS NULL;

-- No foreign key to executions: both are written by one statement and dropped by the month together.
CREATE TABLE node_executions (
  id UUID NOT NULL,
  execution_id UUID NOT NULL,
  node_id VARCHAR(100) NOT NULL,
  node_type VARCHAR(50) NOT NULL,
  node_name VARCHAR(255) NOT NULL,
  run_index INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0,
  status VARCHAR(20) NOT NULL DEFAULT 'pending',
  input_data JSONB,
  output_data JSONB,
  error_code VARCHAR(100),
  error_message TEXT,
  created_at TIMESTAMPTZ NOT NULL,
  started_at TIMESTAMPTZ,
  completed_at TIMESTAMPTZ,
  duration_ms INTEGER,
  retry_count INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (id, created_at),
  CONSTRAINT node_executions_run_key UNIQUE (execution_id, node_id, run_index, created_at),
  CONSTRAINT node_executions_status_check
    CHECK (status IN ('pending', 'running', 'waiting', 'completed', 'failed', 'skipped', 'cancelled', 'unknown'))
) PARTITION BY RANGE (created_at);
CREATE INDEX idx_node_executions_execution ON node_executions (execution_id);

CREATE TABLE executions_default PARTITION OF executions DEFAULT;
CREATE TABLE node_executions_default PARTITION OF node_executions DEFAULT;

-- One trigger, one execution: whoever inserts the key first wins.
CREATE TABLE execution_dedupe (
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  dedupe_key VARCHAR(255) NOT NULL,
  execution_id UUID NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (workspace_id, dedupe_key)
);
CREATE INDEX idx_execution_dedupe_created ON execution_dedupe (created_at);

-- Makes one partition unless it is there: <parent>_YYYY_MM for the month (UTC) that begins at month_start. Rows of that
-- month that fell into the default partition move along; until commit nobody can add more of them.
CREATE FUNCTION ensure_month_partition(parent TEXT, month_start TIMESTAMP) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
DECLARE
  partition_name TEXT := parent || to_char(month_start, '_YYYY_MM');
  fallback_name TEXT := parent || '_default';
  lower_bound TIMESTAMPTZ := month_start AT TIME ZONE 'UTC';
  upper_bound TIMESTAMPTZ := (month_start + INTERVAL '1 month') AT TIME ZONE 'UTC';
BEGIN
  IF to_regclass(quote_ident(partition_name)) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', fallback_name);
  EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition_name, parent);
  EXECUTE format(
    'WITH moved AS (DELETE FROM %I WHERE created_at >= %L AND created_at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
    fallback_name, lower_bound, upper_bound, partition_name);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    parent, partition_name, lower_bound, upper_bound);
  RETURN true;
END $$;

-- Makes the partitions from the current month to months_ahead later; says how many were new. Two calls at once take turns.
CREATE FUNCTION ensure_partitions(months_ahead INTEGER) RETURNS INTEGER
LANGUAGE plpgsql AS $$
DECLARE
  parent TEXT;
  months INTEGER;
  created INTEGER := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('linkflow.ensure_partitions'));
  FOREACH parent IN ARRAY ARRAY['executions', 'node_executions'] LOOP
    FOR months IN 0..months_ahead LOOP
      IF ensure_month_partition(parent, date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => months)) THEN
        created := created + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN created;
END $$;

SELECT ensure_partitions(2);
