-- Executions of workflows with limits. flow_key: the key by which the workflow's gate counts it; null for those that no gate has
-- to let in. in_shared_gate: the same of the workspace's gate. held_at: since when it waits for a gate, and nobody may claim it.
ALTER TABLE executions ADD COLUMN flow_key VARCHAR(255);
ALTER TABLE executions ADD COLUMN in_shared_gate BOOLEAN;
ALTER TABLE executions ADD COLUMN held_at TIMESTAMPTZ;

-- Empty as long as nothing is held.
CREATE INDEX idx_executions_held ON executions (workspace_id, workflow_id, held_at) WHERE held_at IS NOT NULL;
