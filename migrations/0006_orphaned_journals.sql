-- Executions whose rows are gone, by a deletion of their workflow or workspace, while their objects still hold a journal.
-- The sweep empties those objects and forgets them here.
CREATE TABLE orphaned_journals (
    execution_id UUID PRIMARY KEY,
    orphaned_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_orphaned_journals_orphaned ON orphaned_journals (orphaned_at);

CREATE FUNCTION note_orphaned_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO orphaned_journals (execution_id) VALUES (OLD.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER executions_note_orphaned_journal AFTER DELETE ON executions
    FOR EACH ROW WHEN (OLD.promoted_at IS NOT NULL AND OLD.journal_purged_at IS NULL)
    EXECUTE FUNCTION note_orphaned_journal();
