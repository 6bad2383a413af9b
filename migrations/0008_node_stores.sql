-- What nodes keep beyond their execution: searchable values on it, keys that were seen before, mails in development.

ALTER TABLE executions ADD COLUMN metadata JSONB;
CREATE INDEX idx_executions_metadata ON executions USING GIN (metadata) WHERE metadata IS NOT NULL;

-- Values that a Remove Duplicates node has let through, hashed. An empty node_id stands for the whole workflow.
CREATE TABLE dedupe_keys (
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  workflow_id UUID NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
  node_id VARCHAR(100) NOT NULL,
  value_hash VARCHAR(43) NOT NULL,
  seq BIGSERIAL NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (workflow_id, node_id, value_hash)
);
CREATE INDEX idx_dedupe_keys_seq ON dedupe_keys (workflow_id, node_id, seq);
CREATE INDEX idx_dedupe_keys_workspace ON dedupe_keys (workspace_id);

-- The highest value, or the latest date in milliseconds, that such a node has seen; and the one before it.
CREATE TABLE dedupe_marks (
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  workflow_id UUID NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
  node_id VARCHAR(100) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  mark DOUBLE PRECISION NOT NULL,
  previous DOUBLE PRECISION,
  PRIMARY KEY (workflow_id, node_id, kind),
  CONSTRAINT dedupe_marks_kind_check CHECK (kind IN ('higher', 'later'))
);
CREATE INDEX idx_dedupe_marks_workspace ON dedupe_marks (workspace_id);

-- What each node run was told, so that one that is performed again is told the same.
CREATE TABLE dedupe_runs (
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  execution_id UUID NOT NULL,
  node_id VARCHAR(100) NOT NULL,
  run_index INTEGER NOT NULL,
  passed INTEGER[] NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (execution_id, node_id, run_index)
);
CREATE INDEX idx_dedupe_runs_workspace ON dedupe_runs (workspace_id);
CREATE INDEX idx_dedupe_runs_created ON dedupe_runs (created_at);

-- Mails that were kept instead of sent.
CREATE TABLE mail_outbox (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  execution_id UUID NOT NULL,
  idempotency_key VARCHAR(255) NOT NULL,
  message JSONB NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT mail_outbox_workspace_id_idempotency_key_key UNIQUE (workspace_id, idempotency_key)
);
CREATE INDEX idx_mail_outbox_workspace ON mail_outbox (workspace_id, created_at DESC, id DESC);
