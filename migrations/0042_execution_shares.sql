-- Links by which people outside see one execution, with or without its data, until they expire. Of the token only its hash is here.
CREATE TABLE execution_shares (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  execution_id UUID NOT NULL,
  execution_created_at TIMESTAMPTZ NOT NULL,
  token_hash VARCHAR(64) NOT NULL UNIQUE,
  with_data BOOLEAN NOT NULL,
  created_by UUID REFERENCES users (id) ON DELETE SET NULL,
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX idx_execution_shares_execution ON execution_shares (execution_id);
CREATE INDEX idx_execution_shares_workspace ON execution_shares (workspace_id, created_at DESC, id DESC);
