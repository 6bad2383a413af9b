-- Second factors. `users.mfa_secret` holds the sealed secret of an authenticator app from when it is proposed; it counts from
-- `mfa_confirmed_at` on. `mfa_last_step` is the last step (30 seconds) whose code was accepted: each is accepted once.
-- `mfa_enabled`: whether the user has an app or a passkey, so that a password alone no longer signs in.
ALTER TABLE users ADD COLUMN mfa_confirmed_at TIMESTAMPTZ;
ALTER TABLE users ADD COLUMN mfa_last_step BIGINT NOT NULL DEFAULT -1;

-- The factor that a session passed: totp, recovery_code or passkey; null: none.
ALTER TABLE sessions ADD COLUMN factor VARCHAR(20);

-- `code_hash`: SHA-256 of user and code.
CREATE TABLE recovery_codes (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  code_hash VARCHAR(64) NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ,
  CONSTRAINT recovery_codes_user_id_code_hash_key UNIQUE (user_id, code_hash)
);

-- `credential_id` and `public_key` (COSE) in base64url; `rp_id`: the name for which it was made; `counter`: how often the device
-- has signed by its own count, 0 for those that don't count.
CREATE TABLE passkeys (
  id UUID PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name VARCHAR(100) NOT NULL,
  rp_id VARCHAR(255) NOT NULL,
  credential_id VARCHAR(1400) NOT NULL,
  public_key TEXT NOT NULL,
  counter BIGINT NOT NULL,
  transports TEXT[] NOT NULL DEFAULT '{}',
  backed_up BOOLEAN NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  last_used_at TIMESTAMPTZ,
  CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id)
);
CREATE INDEX idx_passkeys_user ON passkeys (user_id);

-- What is signed and good once (tickets of the second step, challenges of passkeys), from when it was used until it would have ended.
CREATE TABLE spent_tokens (
  token_hash VARCHAR(64) PRIMARY KEY,
  expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX idx_spent_tokens_expires ON spent_tokens (expires_at);
