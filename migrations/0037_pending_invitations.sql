-- When an invitation was last sent: whoever was removed from the workspace after that is not let in by it; before that, whoever sent
-- it (again) knew.
ALTER TABLE invitations ADD COLUMN sent_at TIMESTAMPTZ NOT NULL DEFAULT now();
UPDATE invitations SET sent_at = created_at;

-- One address has one invitation into a workspace that waits: the newest.
UPDATE invitations i SET revoked_at = now()
WHERE i.email IS NOT NULL AND i.uses = 0 AND i.revoked_at IS NULL AND EXISTS (
  SELECT 1 FROM invitations n
  WHERE n.workspace_id = i.workspace_id AND n.email = i.email AND n.uses = 0 AND n.revoked_at IS NULL AND n.id > i.id);
CREATE UNIQUE INDEX invitations_waiting_key ON invitations (workspace_id, email)
  WHERE email IS NOT NULL AND uses = 0 AND revoked_at IS NULL;
