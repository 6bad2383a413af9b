-- Values that all workflows of a workspace read as $vars. The value of a secret one is sealed.
CREATE TABLE variables (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  name VARCHAR(100) NOT NULL,
  value TEXT NOT NULL,
  is_secret BOOLEAN NOT NULL DEFAULT false,
  updated_by UUID REFERENCES users (id) ON DELETE SET NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT variables_workspace_id_name_key UNIQUE (workspace_id, name)
);

-- What became of them. value: NULL for a secret one, and for one that was deleted.
CREATE TABLE variable_changes (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  variable_id UUID NOT NULL,
  change VARCHAR(20) NOT NULL,
  name VARCHAR(100) NOT NULL,
  value TEXT,
  is_secret BOOLEAN NOT NULL,
  changed_by UUID REFERENCES users (id) ON DELETE SET NULL,
  changed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT variable_changes_change_check CHECK (change IN ('created', 'updated', 'deleted'))
);
CREATE INDEX idx_variable_changes_variable ON variable_changes (workspace_id, variable_id, id DESC);
