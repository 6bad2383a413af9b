-- Where the outputs of a node run came from: performing the node, data pinned to it, or the runs of an earlier execution.

ALTER TABLE node_executions
  ADD COLUMN source VARCHAR(20) NOT NULL DEFAULT 'performed'
  CONSTRAINT node_executions_source_check CHECK (source IN ('performed', 'pinned', 'reused'));
