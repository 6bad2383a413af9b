-- Formerly d3aec8e54805a3724d5e89ac416d14ad53ef4a817138bc6da3a42aa2fbfad549: with a setting of a function that only superusers may declare.
-- An account whose address has still to be confirmed before anybody can use it.
ALTER TABLE users DROP CONSTRAINT users_status_check;
ALTER TABLE users ADD CONSTRAINT users_status_check CHECK (status IN ('pending', 'active', 'suspended', 'deleted'));

-- Links that were sent before are worth nothing after it.
ALTER TABLE users ADD COLUMN password_changed_at TIMESTAMPTZ;

-- Links that were sent by mail and are good once: only the hash of what stands in them (SHA-256).
CREATE TABLE account_links (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  purpose VARCHAR(20) NOT NULL,
  token_hash VARCHAR(64) NOT NULL,
  email VARCHAR(255) NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT account_links_token_hash_key UNIQUE (token_hash),
  CONSTRAINT account_links_purpose_check CHECK (purpose IN ('verify_email', 'change_email', 'reset_password'))
);
CREATE INDEX idx_account_links_user ON account_links (user_id);

-- Mails of the platform that are still to be sent, sealed: they may hold such links.
CREATE TABLE mail_queue (
  id UUID PRIMARY KEY,
  message TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TIMESTAMPTZ NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idx_mail_queue_next ON mail_queue (next_at);

-- Takes out of the audit log from where somebody acted whose account was deleted. What was done stays, by an id that names nobody any
-- more. Gives a row for each entry.
CREATE FUNCTION forget_audit_addresses(deleted_for INTERVAL, at_most INTEGER) RETURNS SETOF INTEGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('linkflow.audit_retention', 'on', true);
  RETURN QUERY UPDATE audit_logs SET ip_address = NULL WHERE id IN (
    SELECT a.id FROM users u JOIN audit_logs a ON a.user_id = u.id
    WHERE u.status = 'deleted' AND u.updated_at <= now() - deleted_for AND a.ip_address IS NOT NULL LIMIT at_most
  ) RETURNING 1;
  PERFORM set_config('linkflow.audit_retention', 'off', true);
END
$$;
