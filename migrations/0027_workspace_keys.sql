-- The keys under which the secrets of a workspace are sealed, each wrapped by a master key from the environment. The newest seals;
-- one that is retired still opens what was sealed before, and goes when nothing needs it. A workspace takes its keys along.
CREATE TABLE workspace_keys (
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  wrapped_key TEXT NOT NULL,
  master_version INTEGER NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  retired_at TIMESTAMPTZ,
  PRIMARY KEY (workspace_id, version)
);
