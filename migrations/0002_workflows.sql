-- Workflows, their history, and what belongs to them. The lists of credential types and HTTP methods grow with the
-- nodes, so the code's registries hold them and no CHECK does.

CREATE TABLE workflows (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  created_by UUID REFERENCES users (id) ON DELETE SET NULL,
  name VARCHAR(255) NOT NULL,
  description TEXT,
  status VARCHAR(20) NOT NULL DEFAULT 'draft',
  version INTEGER NOT NULL DEFAULT 1,
  published_version INTEGER,
  revision INTEGER NOT NULL DEFAULT 1,
  nodes JSONB NOT NULL DEFAULT '[]',
  connections JSONB NOT NULL DEFAULT '[]',
  settings JSONB NOT NULL DEFAULT '{}',
  tags TEXT[] NOT NULL DEFAULT '{}',
  execution_count INTEGER NOT NULL DEFAULT 0,
  last_executed_at TIMESTAMPTZ,
  published_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT workflows_status_check CHECK (status IN ('draft', 'active', 'archived'))
);
CREATE INDEX idx_workflows_workspace ON workflows (workspace_id);
CREATE INDEX idx_workflows_status ON workflows (status);
CREATE INDEX idx_workflows_tags ON workflows USING GIN (tags);

CREATE TABLE workflow_versions (
  id UUID PRIMARY KEY,
  workflow_id UUID NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  nodes JSONB NOT NULL,
  connections JSONB NOT NULL,
  settings JSONB NOT NULL DEFAULT '{}',
  created_by UUID REFERENCES users (id) ON DELETE SET NULL,
  change_message TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT workflow_versions_workflow_id_version_key UNIQUE (workflow_id, version)
);

CREATE TABLE credentials (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  created_by UUID REFERENCES users (id) ON DELETE SET NULL,
  name VARCHAR(100) NOT NULL,
  type VARCHAR(50) NOT NULL,
  data TEXT NOT NULL,
  description TEXT,
  allowed_hosts TEXT[] NOT NULL DEFAULT '{}',
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  last_used_at TIMESTAMPTZ
);
CREATE INDEX idx_credentials_workspace ON credentials (workspace_id);

CREATE TABLE schedules (
  id UUID PRIMARY KEY,
  workflow_id UUID NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  created_by UUID REFERENCES users (id) ON DELETE SET NULL,
  node_id VARCHAR(100),
  name VARCHAR(100) NOT NULL,
  cron_expression VARCHAR(100) NOT NULL,
  timezone VARCHAR(50) NOT NULL DEFAULT 'UTC',
  is_active BOOLEAN NOT NULL DEFAULT true,
  input_data JSONB,
  next_run_at TIMESTAMPTZ,
  last_run_at TIMESTAMPTZ,
  run_count INTEGER NOT NULL DEFAULT 0,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_schedules_next_run ON schedules (next_run_at) WHERE is_active = true;
CREATE INDEX idx_schedules_workflow ON schedules (workflow_id);
CREATE INDEX idx_schedules_workspace ON schedules (workspace_id);

CREATE TABLE webhook_endpoints (
  id UUID PRIMARY KEY,
  workflow_id UUID NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  node_id VARCHAR(100) NOT NULL,
  endpoint_id VARCHAR(100) NOT NULL,
  path VARCHAR(255) NOT NULL DEFAULT '',
  method VARCHAR(10) NOT NULL DEFAULT 'POST',
  is_active BOOLEAN NOT NULL DEFAULT false,
  secret VARCHAR(255),
  revision INTEGER NOT NULL DEFAULT 1,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT webhook_endpoints_endpoint_id_key UNIQUE (endpoint_id),
  CONSTRAINT webhook_endpoints_workflow_id_node_id_key UNIQUE (workflow_id, node_id)
);
CREATE INDEX idx_webhook_endpoints_workspace ON webhook_endpoints (workspace_id);
