-- Calls of webhooks that were refused, for whoever wonders why nothing arrives. Calls that were accepted are executions, and cost no row
-- here. Of an endpoint there are 200 rows at most, and 20 of a minute: `unwritten` says how many more there were before each.
CREATE TABLE webhook_refusals (
  id UUID PRIMARY KEY,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  workflow_id UUID NOT NULL REFERENCES workflows (id) ON DELETE CASCADE,
  node_id VARCHAR(100) NOT NULL,
  method VARCHAR(20) NOT NULL,
  path VARCHAR(255) NOT NULL,
  status INTEGER NOT NULL,
  code VARCHAR(100) NOT NULL,
  message TEXT NOT NULL,
  unwritten INTEGER NOT NULL DEFAULT 0,
  created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX idx_webhook_refusals_node ON webhook_refusals (workflow_id, node_id, id DESC);
CREATE INDEX idx_webhook_refusals_workspace ON webhook_refusals (workspace_id);
CREATE INDEX idx_webhook_refusals_created ON webhook_refusals (created_at);

SELECT protect_tenant_table('webhook_refusals');
SELECT let_through('linkflow_system', 'webhook_refusals', '{select,insert,delete}');
