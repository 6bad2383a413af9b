-- Two secrets of an endpoint may be valid at once while a sender takes up the new one, and whether somebody set the secret
-- tells whether a sender who brings their own can be checked. NULL: it is a random one of ours.
ALTER TABLE webhook_endpoints
  ADD COLUMN secret_set_at TIMESTAMPTZ,
  ADD COLUMN previous_secret VARCHAR(255),
  ADD COLUMN previous_secret_expires_at TIMESTAMPTZ;

UPDATE webhook_endpoints AS e
SET secret_set_at = last.created_at
FROM (
  SELECT DISTINCT ON (workspace_id, target_id) workspace_id, target_id, action, created_at
  FROM audit_logs
  WHERE target_type = 'webhook_endpoint' AND action IN ('webhooks.secret_set', 'webhooks.secret_rotated')
  ORDER BY workspace_id, target_id, created_at DESC, id DESC
) AS last
WHERE last.workspace_id = e.workspace_id AND last.target_id = e.id::text AND last.action = 'webhooks.secret_set';
