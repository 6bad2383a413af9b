-- A page of workflows, by when they were made or by name, is read from an index in its order. What both hold hardly ever changes, so a
-- save pays for neither.
DROP INDEX idx_workflows_workspace;
CREATE INDEX idx_workflows_workspace ON workflows (workspace_id, id DESC);
CREATE INDEX idx_workflows_name ON workflows (workspace_id, lower(name), id);
