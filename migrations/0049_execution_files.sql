-- What executions hold in the bucket (BLOBS): files that are too large for memory, and outputs that are too large for history. One row
-- for each execution that holds a file: copies are handed on by rows, not by bytes. `size` is missing while a file is being written.
CREATE TABLE execution_files (
  execution_id UUID NOT NULL,
  file_id UUID NOT NULL,
  execution_created_at TIMESTAMPTZ NOT NULL,
  workspace_id UUID NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  node_id VARCHAR(100) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  file_name VARCHAR(255),
  mime_type VARCHAR(255) NOT NULL,
  size BIGINT,
  sha256 VARCHAR(64),
  is_kept BOOLEAN NOT NULL DEFAULT true,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (execution_id, file_id),
  CONSTRAINT execution_files_kind_check CHECK (kind IN ('file', 'output'))
);
CREATE INDEX idx_execution_files_file ON execution_files (file_id);
CREATE INDEX idx_execution_files_workspace ON execution_files (workspace_id, created_at DESC, execution_id, file_id);
CREATE INDEX idx_execution_files_unfinished ON execution_files (created_at) WHERE size IS NULL;

-- How much a workspace keeps, in bytes, as it was added and taken away: nothing is ever scanned for it.
CREATE TABLE workspace_storage (
  workspace_id UUID PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
  files BIGINT NOT NULL DEFAULT 0,
  file_bytes BIGINT NOT NULL DEFAULT 0,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Keys in the bucket that no execution holds any more. The sweep deletes them there, and then here.
CREATE TABLE orphaned_files (
  key TEXT PRIMARY KEY,
  orphaned_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_orphaned_files_orphaned ON orphaned_files (orphaned_at);

CREATE FUNCTION count_execution_file() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO workspace_storage AS s (workspace_id, files, file_bytes) VALUES (NEW.workspace_id, 1, NEW.size)
  ON CONFLICT (workspace_id) DO UPDATE SET files = s.files + 1, file_bytes = s.file_bytes + excluded.file_bytes, updated_at = now();
  RETURN NULL;
END $$;
CREATE TRIGGER execution_files_count AFTER UPDATE OF size ON execution_files
  FOR EACH ROW WHEN (OLD.size IS NULL AND NEW.size IS NOT NULL) EXECUTE FUNCTION count_execution_file();

-- Of two that let go of a shared file at the same time, neither sees that the other does: so they take turns, and the second one looks
-- again.
CREATE FUNCTION note_orphaned_files() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  shared UUID;
BEGIN
  FOR shared IN SELECT DISTINCT g.file_id FROM gone g JOIN execution_files f ON f.file_id = g.file_id ORDER BY 1 LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended(shared::text, 49));
  END LOOP;
  WITH unheld AS (
    SELECT DISTINCT ON (g.file_id) g.file_id, g.workspace_id, g.size FROM gone g
    WHERE NOT EXISTS (SELECT 1 FROM execution_files f WHERE f.file_id = g.file_id)
  ), noted AS (
    INSERT INTO orphaned_files (key) SELECT workspace_id || '/' || file_id FROM unheld ON CONFLICT DO NOTHING
  ), less AS (
    SELECT workspace_id, count(*) AS files, sum(size) AS bytes FROM unheld WHERE size IS NOT NULL GROUP BY 1 ORDER BY 1
  )
  UPDATE workspace_storage s SET files = s.files - l.files, file_bytes = s.file_bytes - l.bytes, updated_at = now()
  FROM less l WHERE s.workspace_id = l.workspace_id;
  RETURN NULL;
END $$;
CREATE TRIGGER execution_files_note_orphaned AFTER DELETE ON execution_files
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_orphaned_files();

SELECT wall_off('execution_files');
SELECT wall_off('workspace_storage');
SELECT let_through('linkflow_app', 'execution_files', '{select}', 'workspace_id = (SELECT linkflow_workspace())');
SELECT let_through('linkflow_app', 'workspace_storage', '{select}', 'workspace_id = (SELECT linkflow_workspace())');
SELECT let_through('linkflow_system', 'execution_files', '{select,insert,update,delete}');
SELECT let_through('linkflow_system', 'workspace_storage', '{select}');
GRANT SELECT, DELETE ON orphaned_files TO linkflow_system;
REVOKE EXECUTE ON FUNCTION count_execution_file(), note_orphaned_files() FROM PUBLIC;
