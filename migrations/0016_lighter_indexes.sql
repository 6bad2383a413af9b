-- Each execution pays for each index, once when it is accepted and once more when it ends. These three told little for that.

-- Ended executions, nearly all there are, are not looked for by their status. Their entries, dead ones too, were in the way.
DROP INDEX idx_executions_status;
CREATE INDEX idx_executions_status ON executions (status) WHERE status IN ('queued', 'running', 'waiting');

-- Rows stand in the order in which they were created, so it is enough to know what is between which pages.
DROP INDEX idx_executions_created;
CREATE INDEX idx_executions_created ON executions USING brin (created_at) WITH (pages_per_range = 16);

-- Ids are made in the order of time, too; and node_executions_run_key begins with the execution.
DROP INDEX idx_node_executions_execution;
CREATE INDEX idx_node_executions_execution ON node_executions USING brin (execution_id) WITH (pages_per_range = 16);
