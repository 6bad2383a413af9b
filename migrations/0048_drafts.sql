-- A drawing is saved without a version each: draft_changed_at says since when it differs from the last version, and who changed it last.
-- last_version is the last number that any version got, one that was only run, too.
ALTER TABLE workflows
  ADD COLUMN last_version INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN draft_changed_at TIMESTAMPTZ,
  ADD COLUMN draft_changed_by UUID REFERENCES users (id) ON DELETE SET NULL;
UPDATE workflows SET last_version = version;

-- What a version was made for: named by somebody, published, kept at a pause of drawing, or run as a draft.
ALTER TABLE workflow_versions
  ADD COLUMN origin VARCHAR(20) NOT NULL DEFAULT 'saved',
  ADD CONSTRAINT workflow_versions_origin_check CHECK (origin IN ('saved', 'published', 'paused', 'run'));
