-- Triggers that ask a service regularly, one row each while their workflow is active. The cursor says what is known already; it
-- moves together with the executions that are started. Every write raises the revision, and the next one has to name it.
CREATE TABLE polls (
  id UUID PRIMARY KEY,
  workflow_id UUID NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  node_id VARCHAR(100) NOT NULL,
  address VARCHAR(64) NOT NULL,
  every_minutes INTEGER NOT NULL,
  cursor JSON,
  revision INTEGER NOT NULL DEFAULT 1,
  attempts INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  next_poll_at TIMESTAMPTZ NOT NULL,
  last_polled_at TIMESTAMPTZ,
  last_found_at TIMESTAMPTZ,
  found_count INTEGER NOT NULL DEFAULT 0,
  last_error_code VARCHAR(100),
  last_error_message TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT polls_workflow_id_node_id_key UNIQUE (workflow_id, node_id)
);
CREATE INDEX idx_polls_next_poll ON polls (next_poll_at);
CREATE INDEX idx_polls_workspace ON polls (workspace_id);
